import type { Random } from "../core/random.ts";
import { gatherRows, reshape } from "../tensor/ops.ts";
import { input, type Tensor } from "../tensor/tensor.ts";

/**
 * Random pairs of cells, drawn as permutations: in each of some rounds no cell is twice on the same side, so that gradients
 * are gathers without padding, or with little.
 */
export interface PairPlan {
  readonly cells: number;
  readonly rounds: number;
  /** Pairs of a round: all cells, or fewer where fewer pairs are wanted than there are cells. */
  readonly size: number;
}

/** Places for about `count` pairs of n cells: of more pairs than cells, the nearest whole multiple of the cells. */
export function planPairs(cells: number, count: number): PairPlan {
  return count >= cells
    ? { cells, rounds: Math.round(count / cells), size: cells }
    : { cells, rounds: 1, size: Math.max(1, count) };
}

export type PairFeeds = Readonly<Record<"first" | "firstUsers" | "second" | "secondUsers", Int32Array>>;

/** Draws pairs, uniformly with replacement over rounds. */
export function drawPairs({ cells, rounds, size }: PairPlan, rng: Random): PairFeeds {
  // In a round of all cells, one side may be in their order.
  const complete = size === cells;
  const first = complete ? new Uint32Array(cells).map((_, i) => i) : rng.permutation(cells);
  const second = new Int32Array(rounds * size);
  const secondUsers = new Int32Array(cells * rounds);
  if (!complete) secondUsers.fill(second.length);
  for (let round = 0; round < rounds; round++) {
    const order = rng.permutation(cells);
    for (let at = 0; at < size; at++) {
      second[round * size + at] = order[at];
      secondUsers[order[at] * rounds + round] = round * size + at;
    }
  }
  const chosen = new Int32Array(first.subarray(0, size));
  const firstUsers = new Int32Array(cells).fill(size);
  for (let at = 0; at < size; at++) firstUsers[chosen[at]] = at;
  return { first: chosen, firstUsers, second, secondUsers };
}

/**
 * Rows of both sides of the pairs that are fed: [n, d] -> [1, size, d] and [rounds, size, d], which meet by broadcasting.
 *
 * @param x [n, d]
 * @throws bad-shape when shapes do not fit.
 */
export function pairRows(x: Tensor, { cells, rounds, size }: PairPlan): { first: Tensor; second: Tensor } {
  const d = x.shape[1];
  const complete = size === cells;
  const taken = gatherRows(x, input("second", [rounds * size], "int32"), {
    users: input("secondUsers", [cells, rounds], "int32"),
    complete,
  });
  const own = complete
    ? x
    : gatherRows(x, input("first", [size], "int32"), { users: input("firstUsers", [cells, 1], "int32") });
  return { first: reshape(own, [1, size, d]), second: reshape(taken, [rounds, size, d]) };
}
