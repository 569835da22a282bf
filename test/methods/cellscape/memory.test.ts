import { expect, test } from "vitest";
import { trainingMemory } from "../../../src/methods/cellscape/memory.ts";
import { type CellScapeOptions, presets } from "../../../src/methods/cellscape/options.ts";

const megabytes = (size: Parameters<typeof trainingMemory>[0], more: Partial<CellScapeOptions> = {}) => {
  const { training, embedding, result } = trainingMemory(size, { ...presets.default.options, ...more });
  return { training: training / 1e6, embedding: embedding / 1e6, result: result / 1e6 };
};
const size = { cells: 8000, inputs: 128, neighbors: 14, side: 16 };

test("more cells on the full graph, inputs, genes or wider layers take more memory", () => {
  const { training } = megabytes(size);
  expect(megabytes({ ...size, cells: 4000 }).training).toBeLessThan(training);
  expect(megabytes({ ...size, inputs: 33 }).training).toBeLessThan(training);
  expect(megabytes({ ...size, side: 55 }).training).toBeGreaterThan(training);
  expect(megabytes(size, { hidden: 256 }).training).toBeGreaterThan(training);
  expect(megabytes(size, { variant: "spatial-only" }).training).toBeLessThan(training);
});

test("in batches only the results and a few lists grow with the number of cells", () => {
  const [some, many] = [100_000, 1_000_000].map((cells) => megabytes({ ...size, cells }, { variant: "spatial-only" }));
  expect(many.training - some.training).toBeLessThan(20);
  expect(many.result - some.result).toBeCloseTo((900_000 * 128 * 4) / 1e6);
  expect(many.embedding - some.embedding).toBeLessThan(many.result - some.result + 20);
});

test("smaller batches take less", () => {
  const of = (batch: number) => megabytes({ ...size, cells: 100_000 }, { batch, variant: "spatial-only" }).training;
  expect(of(2048)).toBeLessThan(of(4096));
  expect(of(4096)).toBeLessThan(of(16_384));
});
