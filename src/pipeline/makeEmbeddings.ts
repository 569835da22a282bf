import { smooth } from "../cluster/smooth.ts";
import type { Artifacts, Context } from "./artifacts.ts";

/** What is clustered: z_spatial of each trained model, or the components after some rounds of neighbour mean. */
export function makeEmbeddings(
  { features, graph, trained }: Pick<Artifacts, "features" | "graph" | "trained">,
  { config }: Context,
): Artifacts["embeddings"] {
  if (config.method === "smooth") return [smooth(features.input, graph.graph, config.rounds)];
  return trained.map(({ spatial }) => spatial);
}
