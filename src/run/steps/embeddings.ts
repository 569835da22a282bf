import { pace } from "../../core/paced.ts";
import { shareReport } from "../../core/progress.ts";
import { pacedSmooth } from "../../spatial/smooth.ts";
import type { Artifacts, Context } from "../artifacts.ts";

/** What is clustered: z_spatial of each trained model, or the components after some rounds of neighbour mean. */
export async function makeEmbeddings(
  { features, graph, trained }: Pick<Artifacts, "features" | "graph" | "trained">,
  { config, report, signal }: Context,
): Promise<Artifacts["embeddings"]> {
  if (config.method !== "smooth") return trained.map(({ spatial }) => spatial);
  const onShare = shareReport(report, "embeddings");
  return [await pace(pacedSmooth(features.input, graph.graph, config.rounds ?? 2), { onShare, signal })];
}
