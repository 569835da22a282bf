import { expect, test } from "vitest";
import { planTraining } from "../../../src/methods/cellscape/plan.ts";

const auto = { batch: "auto", epochs: "auto" } as const;

test("few cells are trained on together, forty times", () => {
  for (const n of [2, 4839, 8192])
    expect(planTraining(n, auto)).toEqual({ cells: n, batches: 1, patches: 1, epochs: 40 });
});

test("many cells are trained on in batches, forty at least and every cell once at least", () => {
  for (const n of [8193, 36_602, 100_000, 1_000_000, 5_000_001]) {
    const { cells, batches, patches, epochs } = planTraining(n, auto);
    const steps = batches * epochs;
    expect(steps).toBeGreaterThanOrEqual(40);
    expect(cells * steps).toBeLessThanOrEqual(Math.max(1.5 * n, 60 * 4096));
    expect(cells % patches).toBe(0);
    expect(cells * batches).toBeLessThanOrEqual(n);
    expect(cells * batches).toBeGreaterThan(n - batches * patches);
  }
});

test("what the user chose is kept", () => {
  expect(planTraining(5000, { batch: 1000, epochs: 7 })).toMatchObject({ cells: 1000, batches: 5, epochs: 7 });
  expect(planTraining(100_000, { batch: "none", epochs: "auto" })).toMatchObject({
    cells: 100_000,
    batches: 1,
    epochs: 40,
  });
  expect(planTraining(5000, { batch: 1e9, epochs: "auto" })).toMatchObject({ cells: 5000, batches: 1 });
  expect(planTraining(100_000, { batch: "auto", epochs: 0 }).epochs).toBe(0);
});
