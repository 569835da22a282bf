import { pace } from "../../core/paced.ts";
import { createRandom } from "../../core/random.ts";
import type { Artifacts, Context } from "../../run/artifacts.ts";
import { optional, type Step } from "../../run/step.ts";
import type { EmbeddingGraph, EmbeddingGraphsMade, EmbeddingName } from "../embeddingGraphs/made.ts";
import { connect } from "../embeddingGraphs/step.ts";
import type { UmapOf } from "./made.ts";
import { umap } from "./umap.ts";

/** What finding neighbours costs, in maps. */
const neighborsWork = 1;

/** Maps of z_spatial, of z_intrinsic or what stands in for it, and of z where both were learned. */
export async function makeUmaps(
  {
    spatialNeighbors,
    intrinsicNeighbors,
    domains,
    trained,
  }: Pick<Artifacts, "domains" | "trained"> & EmbeddingGraphsMade,
  { config, report, signal }: Context,
): Promise<readonly UmapOf[]> {
  // The smoothing baseline has no trained models.
  const models: Artifacts["trained"] | undefined = trained;
  const model = models?.[domains.embedding];
  const fused = model?.intrinsic ? connect("fused", model.fused) : undefined;
  const given = [spatialNeighbors, intrinsicNeighbors];
  const all = given.length + (fused ? neighborsWork + 1 : 0);
  const tell = (done: number, detail: EmbeddingName) =>
    report({ kind: "advance", step: "umaps", done: Math.floor((1000 * done) / all), total: 1000, detail });

  const umaps: UmapOf[] = [];
  const draw = async ({ embedding, graph }: EmbeddingGraph, before: number) => {
    const onProgress = (done: number, total: number) => tell(before + done / total, embedding);
    const rng = createRandom(config.seed).split("umap").split(embedding);
    const { positions, a, b } = await umap(graph, { onProgress, ...(signal ? { signal } : {}) }, rng);
    umaps.push({ embedding, layout: positions, a, b });
  };
  for (const [at, neighbors] of given.entries()) await draw(neighbors, at);
  if (fused) {
    const onShare = (share: number) => tell(given.length + neighborsWork * share, "fused");
    await draw(await pace(fused, { onShare, signal }), given.length + neighborsWork);
  }
  return umaps;
}

export const umapStep: Step<readonly UmapOf[], Inputs> = {
  does: () => "Computing UMAPs",
  needs: ({ method }) => [
    ...(["spatialNeighbors", "intrinsicNeighbors", "domains"] as const),
    ...(method === "smooth" ? [] : (["trained"] as const)),
  ],
  policy: optional,
  run: makeUmaps,
};

type Inputs = Pick<Artifacts, "domains" | "trained"> & EmbeddingGraphsMade;
