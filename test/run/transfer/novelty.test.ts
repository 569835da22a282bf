import { expect, test } from "vitest";
import { describe as inWords, noveltyOf } from "../../../src/run/transfer/novelty.ts";
import { sparseFrom } from "../../preprocess/sparse.ts";

/** Quantiles 0, 0.01 .. 1 of training distances 0 .. 10. */
const known = Float64Array.from({ length: 101 }, (_, q) => q / 10);
type Model = Parameters<typeof noveltyOf>[0];
const model = {
  reference: { mean: Float64Array.of(1, 2, 3), deviation: Float64Array.of(1, 1, 1) },
  domains: { classifier: { distances: known } },
  // Only what novelty reads of a model.
} as unknown as Model;
const none: ReadonlySet<number> = new Set();
const like = sparseFrom(
  [
    [1, 2, 3],
    [1.2, 2.1, 2.9],
  ],
  3,
);
const of = (distances: readonly number[], expression = like, missing = none) =>
  noveltyOf(model, { distances: Float64Array.from(distances), expression, missing });

test("quantiles are the share of training cells that lie nearer, between 0 and 1", () => {
  expect([...of([0, 2.5, 5, 99]).quantiles]).toEqual([0, 0.25, 0.5, 1]);
});

test("cells beyond 99 % of the training cells are counted, those at it are not", () => {
  expect(of([9.9, 9.91, 1, 1]).beyond).toBe(0.25);
});

test.each([
  ["alike", [1, 2, 3, 9]],
  ["different", [99, ...new Array<number>(9).fill(1)]],
  ["far", [99, 99, 99, 1]],
] as const)("a sample is %s by its distances", (verdict, distances) => {
  expect(of([...distances]).verdict).toBe(verdict);
});

test("expression that does not follow the training data makes a sample far, and genes that it lacks do not count", () => {
  const opposite = sparseFrom([[3, 2, 1]], 3);
  expect(of([1], opposite)).toMatchObject({ correlation: -1, verdict: "far" });
  expect(of([1], sparseFrom([[1, 2, 0]], 3), new Set([2])).correlation).toBeCloseTo(1, 12);
});

test("genes that do not vary correlate with anything", () => {
  expect(of([1], sparseFrom([[2, 2, 2]], 3)).correlation).toBe(1);
});

test("a verdict in words has the share of cells and the correlation", () => {
  expect(inWords(of([99, 99, 99, 1]))).toMatch(
    /^75 % of the cells .* correlates 1\.00 .*: the sample differs from the training data/,
  );
  expect(inWords(of([99, ...new Array<number>(30).fill(1)]))).toMatch(/^3\.2 % /);
});

test("with fewer than half of the model's genes the sample is unreliable, however near its cells lie", () => {
  const lacking = of([1], sparseFrom([[1, 2, 0]], 3), new Set([1, 2]));
  expect(lacking).toMatchObject({ shared: 1, genes: 3, verdict: "far" });
  expect(inWords(lacking)).toMatch(/has 1 of the model's 3 genes.*unreliable$/);
});
