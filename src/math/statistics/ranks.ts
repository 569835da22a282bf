import { sortByKey } from "./sortByKey.ts";

/**
 * Ranks 1 .. n, equal values sharing the mean of their ranks.
 *
 * @returns [n] ranks. Cost n log n.
 * @see scipy.stats.rankdata.
 */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const n = values.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(n);
  for (let from = 0, to = 0; from < n; from = to) {
    while (to < n && values[order[to]] === values[order[from]]) to++;
    for (let r = from; r < to; r++) ranks[order[r]] = (from + 1 + to) / 2;
  }
  return ranks;
}

/** Stored entries of a sparse column whose rows belong to groups. */
export interface GroupedColumn {
  /** Stored values; zeros among them count like those that are not stored. No NaN. */
  readonly values: Float32Array;
  /** Group of each entry. */
  readonly groups: ArrayLike<number>;
  /** Rows in each group, stored or not. */
  readonly sizes: ArrayLike<number>;
}

/** Rank sums of the groups of a column. */
export interface RankSums {
  /** [groups] sum of the ranks of each group's rows: 1 is the smallest value, ties share their mean rank. */
  readonly sums: Float64Array;
  /** [groups] sum of t^3 - t over the blocks of t equal values among the rows that were ranked for this group. */
  readonly ties: Float64Array;
}

/**
 * Rank all rows of a sparse column together and sum the ranks of each group. The zeros are one block of ties, so this
 * replaces sums over `averageRanks` of the dense column at the cost of its stored entries alone.
 */
export function rankSums(column: GroupedColumn): RankSums {
  const { groups, ends, zeros, zeroBlock } = sortedBlocks(column);
  const count = column.sizes.length;
  const sums = new Float64Array(count);
  let below = 0;
  let ties = 0;
  for (let block = 0, from = 0; block < ends.length; block++) {
    const zero = block === zeroBlock;
    const t = zero ? total(zeros) : ends[block] - from;
    const rank = below + (t + 1) / 2;
    if (zero) for (let g = 0; g < count; g++) sums[g] += zeros[g] * rank;
    else for (const end = ends[block]; from < end; from++) sums[groups[from]] += rank;
    below += t;
    ties += t * t * t - t;
  }
  return { sums, ties: new Float64Array(count).fill(ties) };
}

/**
 * Rank the rows of each group together with those of one reference group alone, and sum the group's ranks.
 *
 * @param reference the group that every other is compared with; its own sums are 0.
 */
export function rankSumsAgainst(column: GroupedColumn, reference: number): RankSums {
  const { groups, ends, zeros, zeroBlock } = sortedBlocks(column);
  const count = column.sizes.length;
  const sums = new Float64Array(count);
  const ties = new Float64Array(count);
  const below = new Float64Array(count);
  const inBlock = new Float64Array(count);
  for (let block = 0, from = 0; block < ends.length; block++) {
    if (block === zeroBlock) inBlock.set(zeros);
    else for (; from < ends[block]; from++) inBlock[groups[from]]++;
    for (let g = 0; g < count; g++) {
      if (g === reference || inBlock[g] + inBlock[reference] === 0) continue;
      const t = inBlock[g] + inBlock[reference];
      sums[g] += inBlock[g] * (below[g] + below[reference] + (t + 1) / 2);
      ties[g] += t * t * t - t;
    }
    for (let g = 0; g < count; g++) below[g] += inBlock[g];
    inBlock.fill(0);
  }
  return { sums, ties };
}

/** A column in ascending order, as blocks of equal values. */
interface Blocks {
  /** Group of each non-zero entry, ascending by value. */
  readonly groups: Uint32Array;
  /** Block b ends before entry `ends[b]` of `groups`; the zero block is empty there. */
  readonly ends: Uint32Array;
  /** Rows of each group that are zero. */
  readonly zeros: Float64Array;
  /** The block of the zeros. */
  readonly zeroBlock: number;
}

/** Sort entries by value, carrying their groups. */
function sortedBlocks({ values, groups, sizes }: GroupedColumn): Blocks {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const zeros = Float64Array.from(sizes);
  const unsorted = new Uint32Array(values.length);
  const owners = new Uint32Array(values.length);
  let m = 0;
  for (let e = 0; e < values.length; e++) {
    if (values[e] === 0) continue;
    // IEEE floats order like integers once negatives are inverted and the sign bit is flipped.
    unsorted[m] = bits[e] >>> 31 ? ~bits[e] : bits[e] | 0x80000000;
    owners[m++] = groups[e];
    zeros[groups[e]]--;
  }
  const { keys, values: byValue } = sortByKey(unsorted.subarray(0, m), owners.subarray(0, m));
  const ends = new Uint32Array(m + 1);
  let block = 0;
  let zeroBlock = -1;
  let last = -1;
  for (let e = 0; e < m; e++) {
    if (keys[e] === last) continue;
    last = keys[e];
    if (e > 0) ends[block++] = e;
    if (zeroBlock < 0 && last > ZERO_KEY) {
      zeroBlock = block;
      ends[block++] = e;
    }
  }
  if (m > 0) ends[block++] = m;
  if (zeroBlock < 0) {
    zeroBlock = block;
    ends[block++] = m;
  }
  return { groups: byValue, ends: ends.subarray(0, block), zeros, zeroBlock };
}

const ZERO_KEY = 0x80000000;

const total = (counts: Float64Array) => counts.reduce((sum, count) => sum + count, 0);
