import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  adjustedRandIndex,
  agreement,
  contingency,
  mutualInformationOfPairs,
  normalizedMutualInformation,
  scoredPairs,
} from "../../../src/math/statistics/agreement.ts";

interface Case {
  readonly name: string;
  readonly truth: number[];
  readonly labels: number[];
  readonly nmi: number;
  readonly homogeneity: number;
  readonly completeness: number;
  readonly ari: number;
}
const cases: Case[] = JSON.parse(readFileSync("fixtures/cluster.json", "utf8")).agreement;

describe("agreement equals scikit-learn's", () => {
  test.each(cases)("$name", ({ truth, labels, ...expected }) => {
    const scores = agreement(Int32Array.from(truth), Int32Array.from(labels));
    for (const name of ["nmi", "homogeneity", "completeness", "ari"] as const) {
      expect(Math.abs(scores[name] - expected[name]), name).toBeLessThan(1e-9);
    }
  });
});

const twoPartitions = fc
  .integer({ min: 1, max: 60 })
  .chain((n) => fc.tuple(...[0, 1].map(() => fc.array(fc.nat(6), { minLength: n, maxLength: n }))))
  .map(([a, b]) => [Int32Array.from(a), Int32Array.from(b)] as const);

test("scores are symmetric, at most 1, and blind to how clusters are numbered", () => {
  fc.assert(
    fc.property(twoPartitions, ([a, b]) => {
      const renumbered = b.map((label) => (label * 5 + 3) % 7);
      for (const score of [normalizedMutualInformation, adjustedRandIndex]) {
        expect(score(a, b)).toBeCloseTo(score(b, a), 12);
        expect(score(a, renumbered)).toBeCloseTo(score(a, b), 12);
        expect(score(a, b)).toBeLessThanOrEqual(1 + 1e-12);
        expect(score(a, a)).toBeCloseTo(1, 12);
      }
    }),
  );
});

test("the entries of a contingency table add up to the cells, by row and by column", () => {
  fc.assert(
    fc.property(twoPartitions, ([a, b]) => {
      const table = contingency(a, b);
      const rows = table.rowSizes.slice();
      const columns = table.columnSizes.slice();
      table.counts.forEach((count, e) => {
        rows[table.rows[e]] -= count;
        columns[table.columns[e]] -= count;
      });
      expect([...rows, ...columns].every((left) => left === 0)).toBe(true);
    }),
  );
});

test("each two of some partitions share what they share alone, however many labels there are", () => {
  const n = 500;
  const labelled = (labels: number, step: number) => Int32Array.from({ length: n }, (_, i) => (i * step) % labels);
  const partitions = [labelled(7, 3), labelled(90, 11), labelled(120, 7), labelled(7, 3).map((label) => 3 * label)];
  const shared = mutualInformationOfPairs(partitions);
  for (const [a, x] of partitions.entries()) {
    for (const [b, y] of partitions.entries()) expect(shared(a, b)).toBe(normalizedMutualInformation(x, y));
  }
  expect(shared(0, 3)).toBeCloseTo(1, 12);
});

test("a table of many labels is the one of few, renumbered", () => {
  const [a, b] = [
    Int32Array.from({ length: 400 }, (_, i) => (i * i) % 23),
    Int32Array.from({ length: 400 }, (_, i) => i % 19),
  ];
  const few = contingency(a, b);
  // A label more for each of 300 further cells makes the table too large to be counted as a whole.
  const rest = Int32Array.from({ length: 300 }, (_, i) => 23 + i);
  const many = contingency(Int32Array.from([...a, ...rest]), Int32Array.from([...b, ...rest]));
  for (const name of ["rows", "columns", "counts"] as const) {
    expect(many[name].subarray(0, few[name].length)).toEqual(few[name]);
  }
});

test("cells without a label in either array are not scored", () => {
  const pairs = scoredPairs(Int32Array.of(0, -1, 1, 2), Int32Array.of(5, 5, -1, 6));
  expect(pairs).toEqual({ truth: Int32Array.of(0, 2), labels: Int32Array.of(5, 6) });
});

test("a negative label and arrays of different length are refused", () => {
  expect(() => agreement(Int32Array.of(0, -1), Int32Array.of(0, 0))).toThrow(/scoredPairs/);
  expect(() => agreement(Int32Array.of(0), Int32Array.of(0, 0))).toThrow(/expected \[cells=1\], got \[2\]/);
});
