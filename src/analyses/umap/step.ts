import { createRandom } from "../../core/random.ts";
import type { Artifacts, StepContext } from "../../run/artifacts.ts";
import { optional, type Step } from "../../run/step.ts";
import type { EmbeddingGraph, EmbeddingGraphsMade } from "../embeddingGraphs/made.ts";
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
    embeddings,
  }: Pick<Artifacts, "domains" | "embeddings"> & EmbeddingGraphsMade,
  { config, task }: StepContext,
): Promise<readonly UmapOf[]> {
  const { intrinsic = "", fused: joined = "" } = config.chosen.method.embeddings;
  const { others } = embeddings[domains.embedding];
  const both = others[intrinsic] && others[joined];
  const given = [spatialNeighbors, intrinsicNeighbors];
  const all = given.length + (both ? neighborsWork + 1 : 0);

  const umaps: UmapOf[] = [];
  const draw = async ({ embedding, graph }: EmbeddingGraph, before: number) => {
    const rng = createRandom(config.seed).split("umap").split(embedding);
    const { positions, a, b } = await umap(graph, {}, rng, task.part(before / all, (before + 1) / all, embedding));
    umaps.push({ embedding, layout: positions, a, b });
  };
  for (const [at, neighbors] of given.entries()) await draw(neighbors, at);
  if (both) {
    const before = given.length + neighborsWork;
    const fused = await connect("fused", both, task.part(given.length / all, before / all, "fused"));
    await draw(fused, before);
  }
  return umaps;
}

export const umapStep: Step<readonly UmapOf[], Inputs> = {
  does: () => "Computing UMAPs",
  needs: () => ["spatialNeighbors", "intrinsicNeighbors", "domains", "embeddings"],
  policy: optional,
  run: makeUmaps,
};

type Inputs = Pick<Artifacts, "domains" | "embeddings"> &
  EmbeddingGraphsMade &
  Partial<Pick<Artifacts, "dataset" | "selection">>;
