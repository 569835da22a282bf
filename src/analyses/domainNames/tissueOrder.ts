import { CellScapeError } from "../../core/errors.ts";
import type { Graph } from "../../data/graph.ts";
import { symmetricEigen } from "../../math/linearAlgebra/eigen.ts";

/** Domains of cells in a tissue. */
export interface DomainsInTissue {
  /** [n] domain of each cell, 0 .. K - 1. */
  readonly labels: Int32Array;
  readonly count: number;
  /** Neighbours in the tissue. */
  readonly graph: Graph;
}

/**
 * Domains along the path of their borders: neighbouring domains follow each other, as the layers of a cortex do. Each
 * group of domains that share borders is ordered by the second eigenvector of its normalised matrix of shared edges (the
 * Fiedler vector); groups follow by their lowest number. Deterministic.
 *
 * @param start domain near which the path begins; by default at the end with the lower number.
 * @returns [K] domains in their order.
 * @see Atkins, Boman, Hendrickson 1998, A spectral algorithm for seriation.
 */
export function pathOrder({ labels, count, graph }: DomainsInTissue, start?: number): number[] {
  const shared = sharedEdges({ labels, count, graph });
  const parts = connectedParts(shared, count).map((part) => {
    const path = seriate(part, shared, count);
    const last = path.length - 1;
    const place = start === undefined ? -1 : path.indexOf(start);
    const turned = place < 0 ? path[last] < path[0] : place > last / 2;
    return turned ? path.reverse() : path;
  });
  const first = parts.findIndex((part) => start !== undefined && part.includes(start));
  return [...(first < 0 ? [] : parts[first]), ...parts.filter((_, at) => at !== first).flat()];
}

/**
 * Domains by the mean distance of their cells from a domain, in edges of the spatial graph; cells that no edge leads to do
 * not count, and domains of such cells come last.
 *
 * @returns [K] domains in their order, `start` first.
 */
export function depthOrder({ labels, count, graph }: DomainsInTissue, start: number): number[] {
  const { starts, targets } = graph;
  const depth = new Int32Array(labels.length).fill(-1);
  let front: number[] = [];
  labels.forEach((label, i) => {
    if (label !== start) return;
    depth[i] = 0;
    front.push(i);
  });
  for (let level = 1; front.length > 0; level++) {
    const next: number[] = [];
    for (const i of front) {
      for (let e = starts[i]; e < starts[i + 1]; e++) {
        if (depth[targets[e]] >= 0) continue;
        depth[targets[e]] = level;
        next.push(targets[e]);
      }
    }
    front = next;
  }
  const sums = new Float64Array(count);
  const cells = new Float64Array(count);
  labels.forEach((label, i) => {
    if (depth[i] < 0) return;
    sums[label] += depth[i];
    cells[label]++;
  });
  const mean = Array.from(sums, (sum, k) => (cells[k] > 0 ? sum / cells[k] : Number.POSITIVE_INFINITY));
  return [...mean.keys()].sort((a, b) => (mean[a] === mean[b] ? a - b : mean[a] - mean[b]));
}

/** [K, K] edges between the cells of two domains; 0 on the diagonal. */
function sharedEdges({ labels, count, graph: { starts, targets } }: DomainsInTissue): Float64Array {
  const shared = new Float64Array(count * count);
  labels.forEach((label, i) => {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const other = labels[targets[e]];
      if (other !== label) shared[label * count + other]++;
    }
  });
  return shared;
}

function connectedParts(shared: Float64Array, count: number): number[][] {
  const part = new Int32Array(count).fill(-1);
  const parts: number[][] = [];
  for (let k = 0; k < count; k++) {
    if (part[k] >= 0) continue;
    const members = [k];
    part[k] = parts.length;
    for (const member of members) {
      for (let other = 0; other < count; other++) {
        if (part[other] >= 0 || shared[member * count + other] === 0) continue;
        part[other] = parts.length;
        members.push(other);
      }
    }
    parts.push(members.sort((a, b) => a - b));
  }
  return parts;
}

function seriate(part: readonly number[], shared: Float64Array, count: number): number[] {
  const size = part.length;
  if (size < 3) return [...part];
  const degrees = part.map((k) => part.reduce((sum, other) => sum + shared[k * count + other], 0));
  const values = new Float64Array(size * size);
  part.forEach((k, i) => {
    part.forEach((other, j) => {
      values[i * size + j] = shared[k * count + other] / Math.sqrt(degrees[i] * degrees[j]);
    });
  });
  const { vectors } = symmetricEigen({ rows: size, columns: size, values });
  const place = part.map((_, i) => vectors.values[size + i] / Math.sqrt(degrees[i]));
  const order = [...part.keys()].sort((a, b) => (place[a] === place[b] ? a - b : place[a] - place[b]));
  if (order.length !== size) throw new CellScapeError("bad-data", "order: expected an order of all domains");
  return order.map((at) => part[at]);
}
