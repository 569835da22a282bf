import type { Dataset } from "../../data/dataset.ts";

/** So many cells at one place are no cells that happen to meet: a number stands for a missing position. */
const fewestStacked = 5;
const stackedShare = 0.005;
/** So many cells that share their place are the mark of coordinates that were rounded or are those of a field of view. */
const sharedShare = 0.2;

/**
 * What is suspicious in cells that lie at exactly one place: a stack of many, such as (0, 0) for cells without a position,
 * or many small ones, such as the places of fields of view given to their cells; one sentence each, none where all is well.
 */
export function samePlaces({ cells, positions: { values }, samples }: Dataset): string[] {
  const stacks = stacksOf(values, samples?.codes, cells.length);
  let [largest, most, shared] = [-1, 1, 0];
  for (let stack = 0; stack < stacks.count; stack++) {
    const size = stacks.sizes[stack];
    if (size > 1) shared += size;
    if (size > most) [largest, most] = [stacks.firsts[stack], size];
  }
  const at = largest < 0 ? "" : `${values[2 * largest]}, ${values[2 * largest + 1]}`;
  if (shared > sharedShare * cells.length) {
    return [
      `${shared} of ${cells.length} cells share their position with others (${most} lie at ${at}): coordinates that were rounded, or of fields of view; name those of cells with --positions`,
    ];
  }
  if (most < Math.max(fewestStacked, stackedShare * cells.length)) return [];
  return [
    `${most} cells lie at one place (${at}), which may stand for a missing position; leave them out where it does`,
  ];
}

/** Cells at one place of one sample, place by place in the order of their first cells. */
interface Stacks {
  readonly count: number;
  /** [n] of which the leading `count` are in use: the first cell of each place, and how many cells lie there. */
  readonly firsts: Int32Array;
  readonly sizes: Int32Array;
}

/** By a hash table of places, for a text of each would take a hundred bytes per cell. */
function stacksOf(values: ArrayLike<number>, samples: Int32Array | undefined, n: number): Stacks {
  const firsts = new Int32Array(n);
  const sizes = new Int32Array(n);
  let slots = 16;
  while (slots < 2 * n) slots *= 2;
  const table = new Int32Array(slots).fill(-1);
  const place = new Float64Array(2);
  const bits = new Int32Array(place.buffer);
  let count = 0;
  for (let i = 0; i < n; i++) {
    // Zeros of either sign are one place.
    place[0] = values[2 * i] + 0;
    place[1] = values[2 * i + 1] + 0;
    let hash = samples?.[i] ?? 0;
    for (const word of bits) hash = Math.imul(hash ^ word ^ (word >>> 15), 0x9e3779b1);
    let slot = (hash ^ (hash >>> 16)) & (slots - 1);
    while (table[slot] >= 0 && !isSamePlace(values, samples, firsts[table[slot]], i)) slot = (slot + 1) & (slots - 1);
    if (table[slot] < 0) {
      table[slot] = count;
      firsts[count++] = i;
    }
    sizes[table[slot]]++;
  }
  return { count, firsts, sizes };
}

function isSamePlace(values: ArrayLike<number>, samples: Int32Array | undefined, a: number, b: number): boolean {
  if (samples && samples[a] !== samples[b]) return false;
  return isSame(values[2 * a], values[2 * b]) && isSame(values[2 * a + 1], values[2 * b + 1]);
}

/** Equal, or both missing. */
const isSame = (x: number, y: number) => x === y || (Number.isNaN(x) && Number.isNaN(y));
