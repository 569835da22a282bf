import { createRandom } from "../core/random.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { Dataset } from "../data/dataset.ts";
import { cutIntoPatches } from "../nn/patches.ts";
import { createSubgraphs } from "../nn/subgraph.ts";
import { selectColumns, selectRows } from "../preprocess/select.ts";
import type { Config } from "../run/options/config.ts";
import { pickCells } from "../run/steps/selection.ts";
import { buildGraph } from "../spatial/graph.ts";
import { patchCells } from "./patchShares.ts";
import { placesOf } from "./places.ts";
import type { CohortPlan, SampleSketch } from "./records.ts";
import { batchesOf, batchOf, sampleCells } from "./sampleCells.ts";
import { ownAmong } from "./tiles/tileMark.ts";

/** Edges around a patch within which cells are kept with it: as many as the usual network has layers. */
const rings = 2;

/**
 * The part of a sample that the model is fitted to: whole, or compact patches with the cells around them. Which patches
 * depends on the seed and the name of the sample alone.
 *
 * @throws as `sampleCells` and `buildGraph`.
 */
export async function sketchSample(
  dataset: Dataset,
  sample: string,
  plan: CohortPlan,
  config: Pick<Config, "subset" | "minCounts" | "batchKey" | "seed" | "graph" | "neighbors" | "radius">,
  task: Task = silentTask,
): Promise<Omit<SampleSketch, "plan">> {
  const { cells, counts, totals, positions, spots } = sampleCells(dataset, plan, config);
  const { graph: kind, neighbors, radius } = config;
  const built = await buildGraph(
    positions,
    { kind, neighbors, ...(spots ? { lattice: true } : {}), ...(radius === undefined ? {} : { radius }) },
    task,
  );
  const at = plan.samples.findIndex((each) => each.sample === sample);
  const wanted = plan.patches[at];
  const subgraphs = createSubgraphs(built.graph);
  const own = ownAmong(dataset, cells) ?? Uint32Array.from(cells.keys());
  const kept = wanted === undefined ? own : chosenCells();
  const labels = batchesOf(dataset, cells, { ...batchOf(plan, sample), key: config.batchKey });
  const codes = new Map(plan.maps.batches.map((name, b) => [name, b]));
  return {
    sample,
    cells: kept.map((i) => cells[i]),
    counts: selectColumns(selectRows(counts, kept), placesOf(plan.genes, plan.measured)),
    totals: Float64Array.from(kept, (i) => totals[i]),
    positions: pickCells(positions, kept),
    batches: Int32Array.from(kept, (i) => codes.get(labels[i]) ?? -1),
    graph: subgraphs.of(kept),
    ...{ kind: built.kind, layout: built.layout, spots, description: built.description },
  };

  function chosenCells(): Uint32Array {
    const rng = createRandom(config.seed).split("sketch").split(sample);
    const count = Math.ceil(own.length / patchCells);
    const patches = cutIntoPatches(subgraphs.of(own), count, rng.split("patches"));
    const chosen = rng.split("chosen").permutation(count).subarray(0, wanted);
    const members = new Set<number>();
    for (const s of chosen)
      for (const i of patches.cells.subarray(patches.starts[s], patches.starts[s + 1])) members.add(own[i]);
    return subgraphs.around(Uint32Array.from(members).sort(), rings);
  }
}
