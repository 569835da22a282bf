import { smooth } from "../../spatial/smooth.ts";
import type { Artifacts, StepContext } from "../artifacts.ts";

/** What is clustered: z_spatial of each trained model, or the components after some rounds of neighbour mean. */
export async function makeEmbeddings(
  { features, graph, trained }: Pick<Artifacts, "features" | "graph" | "trained">,
  { config, task }: StepContext,
): Promise<Artifacts["embeddings"]> {
  if (config.method !== "smooth") return trained.map(({ spatial }) => spatial);
  return [await smooth(features.input, graph.graph, config.rounds ?? 2, task)];
}
