import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { filterMarkers } from "../../../src/analyses/markers/markerFilter.ts";
import { type GroupMarkers, rankMarkers } from "../../../src/analyses/markers/markers.ts";
import type { Sparse } from "../../../src/data/sparse.ts";
import type { CategoryColumn } from "../../../src/data/table.ts";

interface ExpectedGroup {
  readonly group: string;
  readonly scores: number[];
  readonly pValues: number[];
  readonly adjustedPValues: number[];
  /** null where the mean of a group is so negative that scanpy takes the logarithm of a negative number. */
  readonly logFoldChanges: (number | null)[];
  readonly fractionsIn: number[];
  readonly fractionsOut: number[];
  readonly names: string[];
  readonly kept: string[];
}
interface Case {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly starts: number[];
  readonly indices: number[];
  readonly values: number[];
  readonly codes: number[];
  readonly categories: string[];
  readonly tests: { reference: string; tieCorrection: boolean; groups: ExpectedGroup[] }[];
}
const cases: Case[] = JSON.parse(readFileSync("fixtures/analysis-markers.json", "utf8"));

function inputs(c: Case): { expression: Sparse; groups: CategoryColumn } {
  return {
    expression: {
      rows: c.rows,
      columns: c.columns,
      starts: Uint32Array.from(c.starts),
      indices: Uint32Array.from(c.indices),
      values: Float32Array.from(c.values),
    },
    groups: { kind: "category", codes: Int32Array.from(c.codes), categories: c.categories, ordered: false },
  };
}

const fields = ["scores", "pValues", "adjustedPValues", "logFoldChanges", "fractionsIn", "fractionsOut"] as const;

function expectStatistics(got: GroupMarkers, expected: ExpectedGroup): void {
  for (const field of fields) {
    for (let u = 0; u < expected.scores.length; u++) {
      const wanted = expected[field][u] ?? Number.NaN;
      // Fold changes of scanpy sum in another order; p-values keep their digits relative to their size.
      const tolerance = 1e-9 * Math.abs(wanted) + (field === "logFoldChanges" ? 1e-7 : 1e-12);
      if (Number.isNaN(wanted)) expect(got[field][u], `${got.group} ${field} ${u}`).toBeNaN();
      else expect(Math.abs(got[field][u] - wanted), `${got.group} ${field} ${u}`).toBeLessThan(tolerance);
    }
  }
}

/** Genes of equal score come in no order in scanpy: sort each block of them by name. */
function blocks(genes: number[], scores: ArrayLike<number>): string[] {
  const key = (u: number) => Math.round(scores[u] * 1e9);
  return [...genes].sort((u, v) => key(v) - key(u) || u - v).map((u) => `gene${u}`);
}

const tests = cases.flatMap((c) => c.tests.map((t) => ({ c, t, name: c.name, ...t })));

describe("marker statistics", () => {
  test.each(tests)("equal scanpy's: $name, against $reference, tie correction $tieCorrection", ({ c, t }) => {
    const { expression, groups } = inputs(c);
    const against = t.reference === "rest" ? {} : { reference: t.reference };
    const markers = rankMarkers(expression, groups, { ...against, tieCorrection: t.tieCorrection });
    expect(markers.groups.map(({ group }) => group)).toEqual(t.groups.map(({ group }) => group));
    markers.groups.forEach((got, k) => {
      expectStatistics(got, t.groups[k]);
      const theirs = t.groups[k].names.map((name) => Number(name.slice(4)));
      expect(blocks([...got.order], got.scores)).toEqual(blocks(theirs, got.scores));
    });
  });

  test("filters keep what scanpy's filter keeps", () => {
    const c = cases[0];
    const { expression, groups } = inputs(c);
    const markers = rankMarkers(expression, groups);
    const thresholds = { minLogFoldChange: 0.3, minFractionIn: 0.3, maxFractionOut: 0.6 };
    markers.groups.forEach((group, k) => {
      const kept = Array.from(filterMarkers(group, thresholds), (u) => `gene${u}`);
      expect(kept).toEqual(c.tests[0].groups[k].kept);
      expect(filterMarkers(group, { ...thresholds, limit: 1 }).length).toBe(Math.min(1, kept.length));
      expect(filterMarkers(group, { ...thresholds, maxAdjustedPValue: -1 }).length).toBe(0);
    });
  });

  test("the scores of two groups against each other are opposite", () => {
    const { expression, groups } = inputs(cases[0]);
    const [ab] = rankMarkers(expression, groups, { reference: "L1", groups: ["L2"] }).groups;
    const [ba] = rankMarkers(expression, groups, { reference: "L2", groups: ["L1"] }).groups;
    for (let u = 0; u < ab.scores.length; u++) expect(ab.scores[u] + ba.scores[u]).toBeCloseTo(0, 12);
  });

  test("by magnitude, the genes a group lacks rank among the first", () => {
    const { expression, groups } = inputs(cases[0]);
    for (const { scores, order } of rankMarkers(expression, groups, { orderBy: "magnitude" }).groups) {
      for (let k = 1; k < order.length; k++) {
        expect(Math.abs(scores[order[k - 1]])).toBeGreaterThanOrEqual(Math.abs(scores[order[k]]));
      }
    }
  });

  test("zeros that are stored change nothing", () => {
    const { expression, groups } = inputs(cases[0]);
    const { rows: n, columns: p } = expression;
    const values = new Float32Array(n * p);
    for (let i = 0; i < n; i++) {
      for (let e = expression.starts[i]; e < expression.starts[i + 1]; e++) {
        values[i * p + expression.indices[e]] = expression.values[e];
      }
    }
    const full = {
      rows: n,
      columns: p,
      starts: Uint32Array.from({ length: n + 1 }, (_, i) => i * p),
      indices: Uint32Array.from({ length: n * p }, (_, e) => e % p),
      values,
    };
    expect(rankMarkers(full, groups)).toEqual(rankMarkers(expression, groups));
  });
});

describe("groups that cannot be tested", () => {
  const expression: Sparse = {
    rows: 5,
    columns: 1,
    starts: Uint32Array.from([0, 1, 2, 2, 3, 3]),
    indices: Uint32Array.from([0, 0, 0]),
    values: Float32Array.from([1, 2, 3]),
  };
  const column = (codes: number[], categories: string[]): CategoryColumn => ({
    kind: "category",
    codes: Int32Array.from(codes),
    categories,
    ordered: false,
  });

  test("a group of one cell is left out and named", () => {
    const markers = rankMarkers(expression, column([0, 0, 1, 1, 2], ["a", "b", "lonely"]));
    expect(markers.groups.map(({ group }) => group)).toEqual(["a", "b"]);
    expect(markers.skipped).toEqual(["lonely"]);
  });

  test("asking for a group that is not there or too small is refused", () => {
    const groups = column([0, 0, 1, 1, 2], ["a", "b", "lonely"]);
    expect(() => rankMarkers(expression, groups, { groups: ["lonely"] })).toThrow('got "lonely" with 1');
    expect(() => rankMarkers(expression, groups, { reference: "c" })).toThrow('"c", which is none of a, b, lonely');
  });

  test("one group alone is refused", () => {
    expect(() => rankMarkers(expression, column([0, 0, 0, 0, 0], ["a"]))).toThrow('got "a" alone');
    expect(() => rankMarkers(expression, column([-1, -1, -1, -1, -1], ["a"]))).toThrow("got none");
  });

  test("labels of another length, and a value that is not a number, are refused", () => {
    expect(() => rankMarkers(expression, column([0, 1], ["a", "b"]))).toThrow("expected [cells=5], got [2]");
    const broken = { ...expression, values: Float32Array.from([1, Number.NaN, 3]) };
    expect(() => rankMarkers(broken, column([0, 0, 1, 1, 1], ["a", "b"]))).toThrow("NaN for gene 0, cell 1");
  });
});
