import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { conditionExpression } from "../../../src/analyses/comparison/conditionExpression.ts";
import { pseudoBulk } from "../../../src/analyses/comparison/pseudoBulk.ts";
import { createRandom } from "../../../src/core/random.ts";
import type { Sparse } from "../../../src/data/sparse.ts";
import type { CategoryColumn, Column } from "../../../src/data/table.ts";
import { averageRanks } from "../../../src/math/statistics/ranks.ts";
import { gamma, poisson } from "../../../src/math/statistics/sample.ts";
import { sparseFrom } from "../../preprocess/sparse.ts";

const { expression, adjusted } = JSON.parse(readFileSync("fixtures/conditions.json", "utf8"));

function category(codes: readonly number[], categories: readonly string[]): CategoryColumn {
  return { kind: "category", codes: Int32Array.from(codes), categories, ordered: false };
}

const conditions = category(expression.group, ["a", "b"]);
const samples = conditions.codes.length;
const contrast = { from: "a", to: "b" };

/** Each sample as 12 cells, the first with the counts of all. */
function cellsOf({ counts, genes }: { readonly counts: number[]; readonly genes: number }) {
  const rows: number[][] = [];
  const sampleOf: number[] = [];
  const samples = counts.length / genes;
  for (let s = 0; s < samples; s++) {
    for (let i = 0; i < 12; i++) {
      rows.push(i === 0 ? counts.slice(s * genes, (s + 1) * genes) : new Array<number>(genes).fill(0));
      sampleOf.push(s);
    }
  }
  const names = Array.from({ length: samples }, (_, s) => `s${s}`);
  return { counts: sparseFrom(rows), samples: category(sampleOf, names) };
}

function spearman(a: readonly number[], b: readonly number[]): number {
  const centred = (values: readonly number[]) => averageRanks(values).map((rank) => rank - (values.length + 1) / 2);
  const [x, y] = [centred(a), centred(b)];
  const dot = (u: Float64Array, v: Float64Array) => u.reduce((sum, value, t) => sum + value * v[t], 0);
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}

describe("conditionExpression", () => {
  test.each(["few", "many"])("equals limma-voom on TMM-normalised counts: %s genes", (name) => {
    const given = expression[name];
    const cells = cellsOf(given);
    const result = conditionExpression(cells.counts, cells.samples, conditions, contrast);
    expect(result.tested).toBe(given.kept.length);
    given.kept.forEach((u: number, g: number) => {
      expect(result.meanLogs[u]).toBeCloseTo(given.logs[g], 9);
      expect(result.logFoldChanges[u]).toBeCloseTo(given.tests.differences[g], 6);
      expect(result.statistics[u]).toBeCloseTo(given.tests.statistics[g], 5);
      expect(Math.abs(result.pValues[u] - given.tests.pValues[g])).toBeLessThan(1e-6);
    });
    const untested = [...result.pValues.keys()].filter((u) => !given.kept.includes(u));
    expect(untested.every((u) => Number.isNaN(result.pValues[u]) && Number.isNaN(result.logFoldChanges[u]))).toBe(true);
    expect(untested).toContain(given.genes - 1);
  });

  test("adjusted for the donors of paired samples equals limma-voom with donors", () => {
    const given = adjusted.expression;
    const cells = cellsOf(given);
    const donors = category(
      adjusted.donor,
      [0, 1, 2, 3, 4].map((d) => `${d}`),
    );
    const pairs = category(adjusted.group, ["a", "b"]);
    const result = conditionExpression(cells.counts, cells.samples, pairs, {
      ...contrast,
      adjust: { rows: 9, columns: new Map([["donor", donors]]) },
    });
    expect([result.reason, result.tested]).toEqual([undefined, given.kept.length]);
    given.kept.forEach((u: number, g: number) => {
      expect(result.logFoldChanges[u]).toBeCloseTo(given.tests.differences[g], 6);
      expect(result.statistics[u]).toBeCloseTo(given.tests.statistics[g], 5);
      expect(Math.abs(result.pValues[u] - given.tests.pValues[g])).toBeLessThan(1e-6);
    });
  });

  test("where adjusting leaves nothing that tells how samples differ there are changes, no p-values, and the reason", () => {
    const cells = cellsOf(expression.many);
    const donors = category([0, 1, 0, 0, 2, 3, 4], ["p", "q", "r", "s", "t"]);
    const age = { kind: "number", values: Float64Array.of(60, 72, 81, 66, 58, 70, 63) } as const;
    const adjust = (columns: readonly (readonly [string, Column])[]) =>
      conditionExpression(cells.counts, cells.samples, conditions, {
        ...contrast,
        adjust: { rows: samples, columns: new Map(columns) },
      });
    // Three samples of one donor: seven samples less two conditions less four donors is one degree of freedom.
    expect(adjust([["donor", donors]]).reason).toBeUndefined();
    const result = adjust([
      ["donor", donors],
      ["age", age],
    ]);
    expect(result.reason).toMatch(
      /no test: adjusting for donor and age leaves no residual degrees of freedom among the 7 samples/,
    );
    expect(result.tested).toBe(0);
    expect(result.pValues.every(Number.isNaN)).toBe(true);
    expect(expression.many.kept.every((u: number) => Number.isFinite(result.logFoldChanges[u]))).toBe(true);
  });

  test("ranks genes as DESeq2 does, and calls mostly the same", () => {
    const cells = cellsOf(expression.many);
    const result = conditionExpression(cells.counts, cells.samples, conditions, contrast);
    const own = (values: Float64Array): number[] => expression.many.kept.map((u: number) => values[u]);
    expect(spearman(own(result.statistics), expression.deseq.statistics)).toBeGreaterThan(0.97);
    expect(spearman(own(result.logFoldChanges), expression.deseq.logFoldChanges)).toBeGreaterThan(0.97);
    const ours = own(result.adjustedPValues).map((p) => p < 0.05);
    const theirs = expression.deseq.adjusted.map((p: number | null) => p !== null && p < 0.05);
    const both = ours.filter((called, g) => called && theirs[g]).length;
    const either = ours.filter((called, g) => called || theirs[g]).length;
    expect(both / either).toBeGreaterThan(0.8);
  });

  test("only cells of the group count, and genes are in order of evidence", () => {
    const cells = cellsOf(expression.few);
    const groups = category(
      Array.from(cells.samples.codes, (_, i) => i % 2),
      ["first", "second"],
    );
    const all = conditionExpression(cells.counts, cells.samples, conditions, { ...contrast, leastCells: 6 });
    const of = (group: string) =>
      conditionExpression(cells.counts, cells.samples, conditions, { ...contrast, groups, group, leastCells: 6 });
    expect([...of("first").cellsOfSample]).toEqual(new Array(samples).fill(6));
    // All counts are in the first cell of each sample.
    expect(of("first").pValues).toEqual(all.pValues);
    expect(of("second").tested).toBe(0);
    const evidence = Array.from(all.order, (u) => all.pValues[u]);
    const made = evidence.filter((p) => !Number.isNaN(p));
    expect(evidence.slice(0, made.length)).toEqual([...made].sort((a, b) => a - b));
    expect(new Set(all.order).size).toBe(28);
  });

  test("with one sample of a condition there are changes but no p-values, and the reason", () => {
    const cells = cellsOf(expression.few);
    const lone = category([0, 1, 0, -1, 0, -1, -1], ["a", "b"]);
    const result = conditionExpression(cells.counts, cells.samples, lone, contrast);
    expect(result.reason).toMatch(/3 of "a" and 1 of "b" with enough cells/);
    expect(result.tested).toBe(0);
    expect(result.pValues.every(Number.isNaN)).toBe(true);
    expect(result.logFoldChanges.some((change) => Math.abs(change) > 0.5)).toBe(true);
    const first = Math.abs(result.logFoldChanges[result.order[0]]);
    expect(result.logFoldChanges.every((change) => !(Math.abs(change) > first))).toBe(true);
  });

  test("where nothing was planted, p < 0.05 is as rare as it says", () => {
    const rng = createRandom(11);
    let [below, tests] = [0, 0];
    const balanced = category([0, 0, 0, 0, 1, 1, 1, 1], ["a", "b"]);
    for (let run = 0; run < 12; run++) {
      const means = Float64Array.from({ length: 100 }, () => Math.exp(3 + rng.normal()));
      const rows: number[][] = [];
      const sampleOf: number[] = [];
      for (let s = 0; s < 8; s++) {
        const depth = Math.exp(0.5 * rng.normal());
        const own = means.map((mean) => depth * mean * gamma(15, 1 / 15, rng));
        for (let i = 0; i < 10; i++) {
          rows.push(Array.from(own, (mean) => poisson(mean / 10, rng)));
          sampleOf.push(s);
        }
      }
      const names = Array.from({ length: 8 }, (_, s) => `s${s}`);
      const { pValues } = conditionExpression(sparseFrom(rows), category(sampleOf, names), balanced, contrast);
      for (const p of pValues) {
        if (Number.isNaN(p)) continue;
        tests++;
        if (p < 0.05) below++;
      }
    }
    expect(tests).toBeGreaterThan(800);
    // Three standard deviations of a binomial about 5 %.
    expect(Math.abs(below / tests - 0.05)).toBeLessThan(3 * Math.sqrt((0.05 * 0.95) / tests));
  });

  test("unknown groups and conditions without cells enough are refused by name", () => {
    const cells = cellsOf(expression.few);
    const groups = category(
      Array.from(cells.samples.codes, (s) => (s === 0 || s === 2 || s === 4 ? 0 : 1)),
      ["x", "y"],
    );
    const ask = (group: string) => () =>
      conditionExpression(cells.counts, cells.samples, conditions, { ...contrast, groups, group });
    expect(ask("z")).toThrow(/expected one of x, y, got "z"/);
    expect(ask("x")).toThrow(/a sample of "b" with 10 cells of "x" or more, got none/);
  });
});

describe("pseudoBulk", () => {
  test("sums the chosen cells of each sample, and nothing of cells without one", () => {
    const counts: Sparse = sparseFrom([
      [1, 0],
      [2, 5],
      [4, 1],
      [9, 9],
    ]);
    const bulk = pseudoBulk(counts, category([1, 0, 1, -1], ["s0", "s1"]));
    expect([...bulk.counts]).toEqual([2, 5, 5, 1]);
    expect([...bulk.cells]).toEqual([1, 2]);
    expect([...pseudoBulk(counts, category([1, 0, 1, -1], ["s0", "s1"]), (i) => i > 1).counts]).toEqual([0, 0, 4, 1]);
  });
});
