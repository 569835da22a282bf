import type { Random } from "../../core/random.ts";
import type { Graph } from "../../data/graph.ts";
import { padNeighbors } from "../../nn/neighbors.ts";

/** Pairs of cells as symmetric lists of rows, k places each. */
export interface FrozenPairs {
  readonly places: number;
  readonly feeds: Readonly<Record<"pairIndex" | "pairReverse", Int32Array>> &
    Readonly<Record<"linked" | "share", Float32Array>>;
}

/**
 * Random partners of each row, drawn once: as many as it has links, itself included, from all cells but the last few,
 * neighbours or not, as the published program has it.
 *
 * @param graph of rows, each the cell `order` has there.
 * @returns rows.
 */
export function drawOthers({ starts }: Lists, order: Uint32Array, rng: Random): readonly (readonly number[])[] {
  const n = order.length;
  const rowOf = new Uint32Array(n);
  order.forEach((cell, row) => {
    rowOf[cell] = row;
  });
  return Array.from({ length: n }, (_, row) => {
    const linked = starts[row + 1] - starts[row] + 1;
    return distinct(Math.min(linked, n - linked), n - linked, rng).map((cell) => rowOf[cell]);
  });
}

/**
 * The pairs whose links are predicted: each row with its neighbours and itself, which are linked, and with others. Of these,
 * pairs that are linked stay so.
 *
 * @param graph of rows.
 * @param others of each row.
 */
export function frozenPairs({ starts, targets }: Lists, others: readonly (readonly number[])[]): FrozenPairs {
  const counts = (from: number, to: number) => from === to || isNeighbor({ starts, targets }, from, to);
  const kept = others.map((list, row) => new Set(list.filter((other) => !counts(row, other))));
  const { places, index, reverse, bias } = padNeighbors(unionOf({ starts, targets }, kept));
  const linked = new Float32Array(index.length);
  const share = new Float32Array(index.length);
  let total = 0;
  for (let at = 0; at < index.length; at++) {
    if (bias[at] < 0) continue;
    const row = Math.floor(at / places);
    const isLinked = counts(row, index[at]);
    if (isLinked) linked[at] = 1;
    if (!isLinked && !kept[row].has(index[at])) continue;
    share[at] = 1;
    total++;
  }
  return { places, feeds: { pairIndex: index, pairReverse: reverse, linked, share: share.map((one) => one / total) } };
}

/** `count` different numbers below `size`, by Floyd's method. */
function distinct(count: number, size: number, rng: Random): number[] {
  const drawn = new Set<number>();
  for (let last = size - count; last < size; last++) {
    const one = rng.integer(last + 1);
    drawn.add(drawn.has(one) ? last : one);
  }
  return [...drawn];
}

type Lists = Pick<Graph, "starts" | "targets">;

function isNeighbor({ starts, targets }: Lists, from: number, to: number): boolean {
  for (let e = starts[from]; e < starts[from + 1]; e++) if (targets[e] === to) return true;
  return false;
}

/** The graph and the other pairs, each from both ends. */
function unionOf({ starts, targets }: Lists, others: readonly ReadonlySet<number>[]): Graph {
  const lists = others.map((list, row) => [...targets.subarray(starts[row], starts[row + 1]), ...list]);
  others.forEach((list, row) => {
    for (const other of list) if (!others[other].has(row)) lists[other].push(row);
  });
  const ends = new Uint32Array(lists.length + 1);
  lists.forEach((list, row) => {
    ends[row + 1] = ends[row] + list.length;
  });
  const joined = new Uint32Array(ends[lists.length]);
  lists.forEach((list, row) => {
    joined.set(Uint32Array.from(list).sort(), ends[row]);
  });
  return { starts: ends, targets: joined, lengths: new Float32Array(joined.length) };
}

/** c = n^2 / (2 (n^2 - pairs that are linked)), which weighs the loss of the pairs. */
export function pairBalance({ targets, starts }: Lists): number {
  const n = starts.length - 1;
  return n ** 2 / (2 * (n ** 2 - targets.length - n));
}
