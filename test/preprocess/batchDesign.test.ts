import { expect, test } from "vitest";
import type { Column } from "../../src/data/table.ts";
import { batchDesign } from "../../src/preprocess/batchDesign.ts";

const number = (...values: number[]): Column => ({ kind: "number", values: Float64Array.from(values) });
const batchOfCell = Int32Array.of(0, 0, 1, 1, 1, 0);
const of = (columns: Record<string, Column>) => batchDesign(["a", "b"], batchOfCell, new Map(Object.entries(columns)));

test("without covariates only the cells of each batch are counted", () => {
  const { sizes, width, means, grams } = of({});
  expect([[...sizes], width, means.length, grams.length]).toEqual([[3, 3], 0, 0, 0]);
});

test("products within batches add up to what the inverse inverts", () => {
  const design = of({ age: number(1, 4, 2, 8, 5, 7), dose: number(0, 1, 1, 0, 3, 2) });
  const gram = new Float64Array(4);
  design.grams.forEach((product, t) => {
    gram[t % 4] += product;
  });
  for (let i = 0; i < 2; i++) {
    for (let j = 0; j < 2; j++) {
      const entry = gram[2 * i] * design.inverse[j] + gram[2 * i + 1] * design.inverse[2 + j];
      expect(entry).toBeCloseTo(i === j ? 1 : 0, 9);
    }
  }
  // Covariates are centred over all cells, so the means of equal batches cancel.
  expect(design.means[0] + design.means[2]).toBeCloseTo(0, 9);
});

test("a covariate that tells the batches apart and nothing else is refused by name", () => {
  expect(() => of({ age: number(1, 4, 2, 8, 5, 7), slide: number(1, 1, 2, 2, 2, 1) })).toThrow(
    /combat: expected covariates that differ within batches, got "slide"/,
  );
});

test("a covariate that others determine is refused, and the first of them is kept", () => {
  expect(() => of({ age: number(1, 4, 2, 8, 5, 7), months: number(12, 48, 24, 96, 60, 84) })).toThrow(/got "months"/);
});
