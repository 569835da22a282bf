import type { Random } from "../../core/random.ts";
import type { Graph } from "../../data/graph.ts";
import { degreesOf, sortByNeighbors, spansOf } from "../../nn/arrange.ts";
import { fitDegrees } from "../../nn/fitDegrees.ts";
import { type InputSource, rowLengths } from "../../nn/inputRows.ts";
import { padNeighbors } from "../../nn/neighbors.ts";
import { cutIntoPatches } from "../../nn/patches.ts";
import { createSubgraphs } from "../../nn/subgraph.ts";
import { type ComparisonSizes, comparisonSizes } from "./comparison.ts";
import type { TrainingPlan } from "./plan.ts";

/** Cells that a step sees together, those with fewest neighbours first, and the graph of their places. */
export interface Batch {
  /** [b] cells of the tissue. */
  readonly cells: Uint32Array;
  readonly graph: Graph;
  /** What of a program's feeds does not change while the batch is the same. */
  readonly feeds: BatchFeeds;
}

export interface BatchFeeds {
  /** [b, d], and the length of each row [b]. */
  readonly input: Float32Array;
  readonly lengths: Float32Array;
  /** [b, k]; see `PaddedNeighbors`. */
  readonly index: Int32Array;
  readonly reverse: Int32Array;
  readonly bias: Float32Array;
}

/** Sizes that all batches of a training share: one program serves them all. */
export interface BatchSizes {
  /** b */
  readonly cells: number;
  /** k, places in the neighbour lists, and how many of them cells use; see `Neighbors.spans`. */
  readonly places: number;
  readonly spans: readonly number[];
  readonly comparison: ComparisonSizes;
}

/** How a tissue is divided into the batches of each pass. */
export interface Batches {
  readonly sizes: BatchSizes;
  /** The batches of a pass, each made when it is requested. */
  pass(epoch: number): readonly (() => Batch)[];
}

/** The whole tissue as the one batch of every pass. */
export function wholeTissue(graph: Graph, input: InputSource, anchors: number): Batches {
  const { graph: sorted, order } = sortByNeighbors(graph);
  const { places, ...lists } = padNeighbors(sorted);
  const batch: Batch = { cells: order, graph: sorted, feeds: { ...lists, ...rowsOf(input, order) } };
  const degrees = degreesOf(sorted);
  return {
    sizes: {
      cells: order.length,
      places,
      spans: spansOf(degrees),
      comparison: comparisonSizes(degrees, anchors),
    },
    pass: () => [() => batch],
  };
}

/** Batches from which the sizes of all are found. */
const mostProbes = 32;

/**
 * Batches of compact patches from different places of the tissue. Every pass cuts it anew; edges between patches of
 * different batches, and the few cells by which patches are larger than others, are left out of that pass.
 *
 * No halo: on osmFISH, batches of 64-cell patches lose more edges than one patch of 1,024 cells and still come nearer to the
 * model of the full graph, since what cells are compared with counts for more than whole neighbourhoods at borders.
 *
 * @param rng of the training: a pass is the same whenever it is requested.
 */
export function patchBatches(
  graph: Graph,
  input: InputSource,
  { plan, anchors, rng }: { plan: TrainingPlan; anchors: number; rng: Random },
): Batches {
  const n = graph.starts.length - 1;
  const { batches, patches } = plan;
  const size = Math.floor(n / (batches * patches));
  const subgraphs = createSubgraphs(graph);
  const cutFor = (epoch: number): Uint32Array[] => {
    const chance = rng.split("epoch").split(epoch);
    const { cells, starts } = cutIntoPatches(graph, batches * patches, chance.split("patches"));
    const order = chance.split("order").permutation(batches * patches);
    return Array.from({ length: batches }, (_, b) => {
      const batch = new Uint32Array(patches * size);
      for (let s = 0; s < patches; s++) {
        const start = starts[order[b * patches + s]];
        batch.set(cells.subarray(start, start + size), s * size);
      }
      return batch.sort();
    });
  };

  let last: { readonly epoch: number; readonly cut: Uint32Array[] } | undefined;
  const cellsOf = (epoch: number) => {
    if (last?.epoch !== epoch) last = { epoch, cut: cutFor(epoch) };
    return last.cut;
  };

  const b = patches * size;
  const most = new Uint32Array(b);
  for (const cells of cellsOf(0).slice(0, mostProbes)) {
    degreesOf(subgraphs.of(cells))
      .sort()
      .forEach((degree, place) => {
        most[place] = Math.max(most[place], degree);
      });
  }
  const places = most[b - 1] + 1;
  const spans = spansOf(most);
  const allowed = new Uint32Array(b);
  for (let span = spans.length - 2; span >= 0; span -= 2) allowed.fill(spans[span + 1] - 1, 0, spans[span]);

  const make = (cells: Uint32Array): Batch => {
    const { order, graph: sorted } = sortByNeighbors(subgraphs.of(cells));
    const fitted = fitDegrees(sorted, allowed);
    const arranged = order.map((at) => cells[at]);
    const { places: _, ...lists } = padNeighbors(fitted, places);
    return { cells: arranged, graph: fitted, feeds: { ...lists, ...rowsOf(input, arranged) } };
  };
  return {
    sizes: { cells: b, places, spans, comparison: comparisonSizes(allowed, anchors) },
    pass: (epoch) => cellsOf(epoch).map((cells) => () => make(cells)),
  };
}

function rowsOf(source: InputSource, cells: Uint32Array): Pick<BatchFeeds, "input" | "lengths"> {
  const input = new Float32Array(cells.length * source.columns);
  source.fillInto(input, cells);
  return { input, lengths: rowLengths(input, cells.length) };
}
