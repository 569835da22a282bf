import { expect, test } from "vitest";
import { thinnedLosses } from "../../src/results/thinnedLosses.ts";

const steps = (count: number) => Array.from({ length: count }, (_, step) => step + 1);

test("a long training is listed by every k-th step from the first, the same of every loss and seed", () => {
  const losses = { seed_0: { total: steps(14_000), divergence: steps(14_000) }, seed_1: { total: steps(9_000) } };
  const thinned = thinnedLosses({ cells: 5, losses }) as unknown as { losses: typeof losses; losses_every: number };
  expect(thinned).toMatchObject({ cells: 5, losses_every: 7 });
  expect(thinned.losses.seed_0.total).toHaveLength(2000);
  expect(thinned.losses.seed_0.total.slice(0, 3)).toEqual([1, 8, 15]);
  expect(thinned.losses.seed_0.divergence).toEqual(thinned.losses.seed_0.total);
  expect(thinned.losses.seed_1.total.at(-1)).toBe(8996);
});

test("a short training, and a run that trains nothing, stay as they are", () => {
  const short = { losses: { seed_0: { total: steps(2000) } } };
  expect(thinnedLosses(short)).toBe(short);
  expect(thinnedLosses({ cells: 5 })).toEqual({ cells: 5 });
});
