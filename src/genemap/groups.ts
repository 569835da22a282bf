/**
 * Genes paired off with a near gene, twice: groups of up to four that move as one on a coarser grid.
 *
 * @param distance [p, p] between genes
 * @returns groups of genes, and [m, m] the mean distance between groups, zero on the diagonal
 */
export function groupInFours(distance: Float32Array): { groups: number[][]; distance: Float32Array } {
  const pairs = pairOff(distance);
  const pairDistance = meanDistance(distance, pairs);
  const pairsOfPairs = pairOff(pairDistance);
  return {
    groups: pairsOfPairs.map((members) => members.flatMap((pair) => pairs[pair])),
    distance: meanDistance(pairDistance, pairsOfPairs),
  };
}

/**
 * The genes nearest to each of `among`, nearest first.
 *
 * @param distance [p, p]
 * @param k at most among.length - 1
 * @returns [among.length, k]
 */
export function nearestGenes(distance: Float32Array, k: number, among: ArrayLike<number>): Int32Array {
  const p = Math.sqrt(distance.length);
  const nearest = new Int32Array(among.length * k);
  const lengths = new Float64Array(k);
  for (let i = 0; i < among.length; i++) {
    const row = among[i] * p;
    const first = i * k;
    lengths.fill(Number.POSITIVE_INFINITY);
    for (let j = 0; j < among.length; j++) {
      const length = distance[row + among[j]];
      if (length >= lengths[k - 1] || i === j) continue;
      let at = k - 1;
      for (; at > 0 && lengths[at - 1] > length; at--) {
        lengths[at] = lengths[at - 1];
        nearest[first + at] = nearest[first + at - 1];
      }
      lengths[at] = length;
      nearest[first + at] = among[j];
    }
  }
  return nearest;
}

/** Neighbours considered for each gene in a round of pairing. */
const CANDIDATES = 8;

/** Greedy pairs, closest first; those whose near genes are all taken try again among themselves. */
function pairOff(distance: Float32Array): number[][] {
  const p = Math.sqrt(distance.length);
  const taken = new Uint8Array(p);
  const pairs: number[][] = [];
  let left = Array.from({ length: p }, (_, u) => u);
  while (left.length > 1) {
    const k = Math.min(CANDIDATES, left.length - 1);
    const nearest = nearestGenes(distance, k, left);
    const edges: { u: number; v: number; length: number }[] = [];
    for (let at = 0; at < nearest.length; at++) {
      const u = left[Math.floor(at / k)];
      edges.push({ u, v: nearest[at], length: distance[u * p + nearest[at]] });
    }
    edges.sort((a, b) => a.length - b.length || a.u - b.u || a.v - b.v);
    for (const { u, v } of edges) {
      if (taken[u] === 1 || taken[v] === 1) continue;
      taken[u] = taken[v] = 1;
      pairs.push([u, v]);
    }
    left = left.filter((u) => taken[u] === 0);
  }
  if (left.length === 1) pairs.push(left);
  return pairs;
}

function meanDistance(distance: Float32Array, groups: readonly (readonly number[])[]): Float32Array {
  const p = Math.sqrt(distance.length);
  const m = groups.length;
  const mean = new Float32Array(m * m);
  for (let a = 0; a < m; a++) {
    for (let b = 0; b < m; b++) {
      if (a === b) continue;
      let sum = 0;
      for (const u of groups[a]) {
        for (const v of groups[b]) sum += distance[u * p + v];
      }
      mean[a * m + b] = sum / (groups[a].length * groups[b].length);
    }
  }
  return mean;
}
