import { umap } from "../analysis/umap.ts";
import { createRandom } from "../random.ts";
import type { Artifacts, Context, EmbeddingGraph, UmapOf } from "./artifacts.ts";
import { connect } from "./makeEmbeddingGraphs.ts";

/** Maps of z_spatial, of z_intrinsic or what stands in for it, and of z where both were learned. */
export async function makeUmaps(
  {
    spatialNeighbors,
    intrinsicNeighbors,
    domains,
    trained,
  }: Pick<Artifacts, "spatialNeighbors" | "intrinsicNeighbors" | "domains" | "trained">,
  { config, report, signal }: Context,
): Promise<readonly UmapOf[]> {
  // The smoothing baseline has no trained models.
  const models: Artifacts["trained"] | undefined = trained;
  const model = models?.[domains.embedding];
  const graphs: (() => EmbeddingGraph)[] = [() => spatialNeighbors, () => intrinsicNeighbors];
  if (model?.intrinsic) graphs.push(() => connect("fused", model.fused));

  const umaps: UmapOf[] = [];
  for (const [at, graphOf] of graphs.entries()) {
    const { embedding, graph } = graphOf();
    const onProgress = (done: number, total: number) =>
      report({
        kind: "advance",
        step: "umaps",
        done: at * total + done,
        total: graphs.length * total,
        detail: embedding,
      });
    const rng = createRandom(config.seed).split("umap").split(embedding);
    const { positions, a, b } = await umap(graph, { onProgress, ...(signal ? { signal } : {}) }, rng);
    umaps.push({ embedding, layout: positions, a, b });
  }
  return umaps;
}
