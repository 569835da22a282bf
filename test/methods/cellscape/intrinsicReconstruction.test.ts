import { expect, test } from "vitest";
import { intrinsicReconstructionBatches } from "../../../src/methods/cellscape/intrinsicReconstructionTrainer.ts";

const full = { batches: 1, epochs: 40 };

test("on the full graph many genes get several steps an epoch, few one, and none outgrows the cache", () => {
  expect(intrinsicReconstructionBatches(500, { genes: 150, activation: 800, plan: full })).toEqual({
    count: 1,
    size: 500,
  });
  expect(intrinsicReconstructionBatches(603, { genes: 1020, activation: 4096, plan: full })).toEqual({
    count: 4,
    size: 150,
  });
  expect(intrinsicReconstructionBatches(1819, { genes: 3000, activation: 12_544, plan: full })).toEqual({
    count: 4,
    size: 167,
  });
  expect(intrinsicReconstructionBatches(1, { genes: 3000, activation: 12_544, plan: full })).toEqual({
    count: 1,
    size: 1,
  });
});

test("in batches many genes get 160 steps in all, or one for each joint step where those are more", () => {
  const many = { genes: 3000, activation: 12_544 };
  expect(intrinsicReconstructionBatches(2048, { ...many, plan: { batches: 5, epochs: 8 } })).toEqual({
    count: 4,
    size: 167,
  });
  expect(intrinsicReconstructionBatches(2048, { ...many, plan: { batches: 200, epochs: 1 } }).count).toBe(1);
  expect(intrinsicReconstructionBatches(2048, { ...many, plan: { batches: 5, epochs: 1 } }).count).toBe(4);
  expect(intrinsicReconstructionBatches(2048, { ...many, activation: 4096, plan: { batches: 5, epochs: 8 } })).toEqual({
    count: 4,
    size: 512,
  });
  expect(
    intrinsicReconstructionBatches(2048, { genes: 150, activation: 800, plan: { batches: 5, epochs: 8 } }),
  ).toEqual({
    count: 1,
    size: 2048,
  });
});
