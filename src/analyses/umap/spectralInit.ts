import { groupNodes } from "../../cluster/modularity.ts";
import type { Random } from "../../core/random.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { WeightedGraph } from "../../data/weightedGraph.ts";
import { leadingEigen } from "../../math/linearAlgebra/lanczos.ts";
import { numberBySize } from "../../math/statistics/partitionLabels.ts";

/** Residual of the eigenvectors. 1e-4, the tolerance of umap-learn, takes twice as long and gives maps no better. */
const tolerance = 1e-3;
/** Pieces of the graph with fewer nodes start at random places. */
const fewest = 5;

/**
 * Places to start a UMAP from: the two eigenvectors of the normalised graph Laplacian after the constant one. Where the
 * graph falls into pieces each piece is laid out alone, in a disc as large as its share of the nodes, the discs side by
 * side.
 *
 * @returns [n, 2] within about 1 of 0
 * @see umap-learn `spectral_layout`.
 */
export async function spectralInit(graph: WeightedGraph, rng: Random, task: Task = silentTask): Promise<Float64Array> {
  const n = graph.starts.length - 1;
  const { labels, count, sizes } = numberBySize(connectedPieces(graph));
  const { starts, nodes } = groupNodes(labels, count);
  const places = new Float64Array(2 * n);
  let before = 0;
  for (let piece = 0; piece < count; piece++) {
    const members = nodes.subarray(starts[piece], starts[piece + 1]);
    const own =
      members.length < fewest ? randomPlaces(members.length, rng) : await eigenPlaces(graph, members, rng, task);
    let widest = 0;
    for (const x of own) widest = Math.max(widest, Math.abs(x));
    const radius = Math.sqrt(sizes[piece] / n);
    // A spiral by the golden angle leaves each disc about its own area.
    const angle = piece * Math.PI * (3 - Math.sqrt(5));
    const far = piece === 0 ? 0 : 2 * Math.sqrt(before / n) + radius;
    before += sizes[piece];
    for (let m = 0; m < members.length; m++) {
      places[2 * members[m]] = far * Math.cos(angle) + (radius * own[2 * m]) / widest;
      places[2 * members[m] + 1] = far * Math.sin(angle) + (radius * own[2 * m + 1]) / widest;
    }
  }
  return places;
}

/** A code for each node, the same in the same connected piece: the piece's lowest node. */
function connectedPieces({ starts, targets, weights }: WeightedGraph): Int32Array {
  const n = starts.length - 1;
  const labels = new Int32Array(n).fill(-1);
  const open: number[] = [];
  for (let first = 0; first < n; first++) {
    if (labels[first] >= 0) continue;
    labels[first] = first;
    open.push(first);
    for (let i = open.pop(); i !== undefined; i = open.pop()) {
      for (let e = starts[i]; e < starts[i + 1]; e++) {
        if (labels[targets[e]] >= 0 || weights[e] === 0) continue;
        labels[targets[e]] = first;
        open.push(targets[e]);
      }
    }
  }
  return labels;
}

function randomPlaces(size: number, rng: Random): Float64Array {
  return Float64Array.from({ length: 2 * size }, () => 2 * rng.uniform() - 1);
}

/** Second and third eigenvector of a connected piece, [members, 2]. */
async function eigenPlaces(
  { starts, targets, weights }: WeightedGraph,
  members: Uint32Array,
  rng: Random,
  task: Task,
): Promise<Float64Array> {
  const size = members.length;
  const number = new Uint32Array(starts.length - 1);
  const ownStarts = new Uint32Array(size + 1);
  const roots = new Float64Array(size);
  members.forEach((i, m) => {
    number[i] = m;
    ownStarts[m + 1] = ownStarts[m] + starts[i + 1] - starts[i];
    let strength = 0;
    for (let e = starts[i]; e < starts[i + 1]; e++) strength += weights[e];
    roots[m] = 1 / Math.sqrt(strength);
  });
  const ownTargets = new Uint32Array(ownStarts[size]);
  const scaled = new Float64Array(ownStarts[size]);
  members.forEach((i, m) => {
    for (let e = starts[i], own = ownStarts[m]; e < starts[i + 1]; e++, own++) {
      ownTargets[own] = number[targets[e]];
      scaled[own] = weights[e] * roots[m] * roots[ownTargets[own]];
    }
  });
  // (I + D^-1/2 W D^-1/2) / 2: the eigenvectors of the Laplacian, the smallest first, and no negative eigenvalue.
  const operator = (x: Float64Array, y: Float64Array): void => {
    for (let m = 0; m < size; m++) {
      let sum = x[m];
      for (let e = ownStarts[m], end = ownStarts[m + 1]; e < end; e++) sum += scaled[e] * x[ownTargets[e]];
      y[m] = sum / 2;
    }
  };
  const { vectors } = await leadingEigen(operator, size, { count: 3, tolerance }, rng, task);
  const places = new Float64Array(2 * size);
  for (let m = 0; m < size; m++) {
    places[2 * m] = vectors.values[size + m];
    places[2 * m + 1] = vectors.values[2 * size + m];
  }
  return places;
}
