import type { Random } from "../../core/random.ts";
import type { WeightedGraph } from "../../data/weightedGraph.ts";
import { kernelRoom } from "../../math/kernels/kernelRoom.ts";
import type { AttractionCurve } from "./umapCurve.ts";
import { attractionTable } from "./umapCurveTable.ts";

export interface ForceOptions {
  readonly curve: AttractionCurve;
  readonly epochs: number;
  /** Cells drawn at random, for each time an edge pulls, to be pushed away from. */
  readonly negatives: number;
  /** How far forces move a cell in the first epoch; falls to 0 in a line. */
  readonly rate: number;
}

/**
 * The descent of a UMAP, one epoch a call: an edge pulls its cells together in a share of the epochs that is its weight
 * over the largest, and each time its first cell is pushed away from random cells, all from where the pull left it.
 * Pushes are drawn four at a time: what a pull has left of its own waits for the pull after it.
 *
 * Cost of all epochs: (1 + negatives) times the summed weight over the largest, times epochs. Memory: 8 n bytes, and 16
 * of each edge from both ends.
 *
 * @param start [n, 2]
 * @param graph weights > 0
 * @returns what moves the places by one epoch, from 0, and the places [n, 2].
 * @throws no-memory where the edges are more than some 200 million.
 * @see McInnes, Healy and Melville 2018; umap-learn `optimize_layout_euclidean`. In float32, as there.
 */
export function umapDescent(
  start: Float64Array,
  graph: WeightedGraph,
  { curve, epochs, negatives, rate }: ForceOptions,
  rng: Random,
): { readonly descend: (epoch: number) => void; readonly places: Float32Array } {
  const n = graph.starts.length - 1;
  const table = attractionTable(curve);
  const least = leastWeight(graph, epochs);
  const edges = graph.weights.reduce((count, weight) => count + Number(isPulling(weight, least)), 0);
  const { kernels, arrays } = kernelRoom({
    places: ["f32", 2 * n],
    heads: ["u32", edges],
    tails: ["u32", edges],
    periods: ["f32", edges],
    next: ["f32", edges],
    attraction: ["f32", table.attraction.length],
    repulsion: ["f32", table.repulsion.length],
    states: ["u32", 4],
  });
  const { places, heads, tails, periods, next, attraction, repulsion, states } = arrays;
  places.set(start);
  attraction.set(table.attraction);
  repulsion.set(table.repulsion);
  for (let lane = 0; lane < 4; lane++) states[lane] = 1 + rng.integer(0xfffffffe);
  pullingEdgesInto(arrays, graph, least, epochs);
  next.set(periods);
  return {
    places,
    descend(epoch) {
      kernels.umapEpoch(
        places.byteOffset,
        n,
        heads.byteOffset,
        tails.byteOffset,
        periods.byteOffset,
        next.byteOffset,
        edges,
        attraction.byteOffset,
        repulsion.byteOffset,
        table.firstPlace,
        table.lastPlace,
        epoch,
        rate * (1 - epoch / epochs),
        negatives,
        states.byteOffset,
      );
    },
  };
}

/** An edge of a lower weight does not pull once. */
function leastWeight({ weights }: WeightedGraph, epochs: number): number {
  let largest = 0;
  for (const weight of weights) if (weight > largest) largest = weight;
  return largest / epochs;
}

const isPulling = (weight: number, least: number): boolean => weight >= least && weight > 0;

/**
 * Edges, from both ends, that pull at least once, with the epochs from one pull to the next. The first edges of all cells
 * come before their second ones: pulls in turn are of different cells, so that a processor computes several at a time.
 */
function pullingEdgesInto(
  { heads, tails, periods }: { heads: Uint32Array; tails: Uint32Array; periods: Float32Array },
  { starts, targets, weights }: WeightedGraph,
  least: number,
  epochs: number,
): void {
  const next = starts.slice(0, -1);
  let cells = Uint32Array.from(next.keys());
  for (let count = 0; cells.length > 0; ) {
    let left = 0;
    for (const i of cells) {
      while (next[i] < starts[i + 1] && !isPulling(weights[next[i]], least)) next[i]++;
      if (next[i] === starts[i + 1]) continue;
      const e = next[i]++;
      heads[count] = i;
      tails[count] = targets[e];
      periods[count] = (least * epochs) / weights[e];
      count++;
      cells[left++] = i;
    }
    cells = cells.subarray(0, left);
  }
}
