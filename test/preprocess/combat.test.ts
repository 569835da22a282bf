import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Sparse } from "../../src/data/sparse.ts";
import type { CategoryColumn, Column } from "../../src/data/table.ts";
import { combat, combatFit } from "../../src/preprocess/combat.ts";
import { correctedRows } from "../../src/preprocess/correctBatches.ts";
import { selectColumns, selectRows } from "../../src/preprocess/select.ts";
import { type StoredSparse, sparseFrom, sparseOf, worstDifference } from "./sparse.ts";

interface Case extends StoredSparse {
  readonly name: string;
  readonly batch: number[];
  readonly type?: number[];
  readonly age?: number[];
  readonly corrected: number[];
}

const cases: Case[] = JSON.parse(readFileSync("fixtures/combat.json", "utf8"));

function category(codes: readonly number[], names?: readonly string[]): CategoryColumn {
  const categories = names ?? Array.from({ length: Math.max(...codes) + 1 }, (_, code) => `b${code}`);
  return { kind: "category", codes: Int32Array.from(codes), categories, ordered: false };
}

function covariatesOf({ type, age }: Case): Map<string, Column> {
  const covariates = new Map<string, Column>();
  if (type) covariates.set("type", category(type));
  if (age) covariates.set("age", { kind: "number", values: Float64Array.from(age) });
  return covariates;
}

const split = (data: Sparse, first: number, last: number) =>
  selectRows(
    data,
    Uint32Array.from({ length: last - first }, (_, i) => first + i),
  );

describe("combat", () => {
  test.each(cases)("equals scanpy.pp.combat: $name", (given) => {
    const expression = sparseOf(given);
    const correction = combat(expression, category(given.batch), { covariates: covariatesOf(given) });
    const { values } = correctedRows(expression, correction);
    // The result is in float32; scanpy computes in float64 here.
    expect(worstDifference(values, given.corrected)).toBeLessThan(1e-6);
  });

  test("cells that come in blocks give the same correction as cells that come at once", () => {
    const given = cases[2];
    const expression = sparseOf(given);
    const options = { covariates: covariatesOf(given) };
    const whole = combat(expression, category(given.batch), options);
    const fit = combatFit(expression.columns, category(given.batch), options);
    for (let i = 0; i < expression.rows; i += 7) fit.add(split(expression, i, Math.min(i + 7, expression.rows)));
    const parts = fit.finish();
    expect(worstDifference(parts.scales, whole.scales)).toBeLessThan(1e-11);
    expect(worstDifference(parts.shifts, whole.shifts)).toBeLessThan(1e-11);
    expect(worstDifference(parts.slopes, whole.slopes)).toBeLessThan(1e-11);
  });

  test("some rows and columns are those of the whole", () => {
    const given = cases[2];
    const expression = sparseOf(given);
    const correction = combat(expression, category(given.batch), { covariates: covariatesOf(given) });
    const columns = Uint32Array.of(2, 3, 17);
    const part = correctedRows(expression, correction, { from: 5, to: 9, columns });
    expect([part.rows, part.columns]).toEqual([4, 3]);
    for (let i = 0; i < 4; i++) {
      columns.forEach((u, v) => {
        expect(part.values[3 * i + v]).toBeCloseTo(given.corrected[(5 + i) * 30 + u], 6);
      });
    }
  });

  test("a gene without variance stays as it is, and the others are corrected as if it were not there", () => {
    const given = cases[0];
    const full = sparseOf(given);
    const rows = Array.from({ length: full.rows }, (_, i) => {
      const row = new Array<number>(32).fill(0);
      for (let e = full.starts[i]; e < full.starts[i + 1]; e++) row[full.indices[e]] = full.values[e];
      row[30] = Math.fround(0.1);
      return row;
    });
    const withConstants = sparseFrom(rows);
    const correction = combat(withConstants, category(given.batch));
    const all = correctedRows(withConstants, correction);
    for (let i = 0; i < all.rows; i++) {
      expect(all.values[32 * i + 30]).toBe(Math.fround(0.1));
      expect(all.values[32 * i + 31]).toBe(0);
    }
    const others = Uint32Array.from({ length: 30 }, (_, u) => u);
    const { values } = correctedRows(withConstants, correction, { columns: others });
    expect(worstDifference(values, given.corrected)).toBeLessThan(1e-6);
  });

  test("a gene that one batch lacks is corrected to finite values", () => {
    const expression = sparseFrom([
      [0, 1, 2],
      [0, 2, 1],
      [0, 1, 4],
      [1, 3, 5],
      [2, 5, 4],
      [4, 4, 6],
    ]);
    const { values } = correctedRows(expression, combat(expression, category([0, 0, 0, 1, 1, 1])));
    expect(values.every(Number.isFinite)).toBe(true);
  });

  test("batches of equal cells, a single gene, and batches that agree give finite values", () => {
    const equal = sparseFrom([
      [1, 2],
      [1, 2],
      [1, 2],
      [3, 4],
      [3, 4],
    ]);
    const single = sparseFrom([[1], [2], [4], [3], [5]]);
    const agreeing = sparseFrom([
      [1, 2],
      [2, 1],
      [1, 2],
      [2, 1],
    ]);
    for (const expression of [equal, single, agreeing]) {
      const batches = category([0, 0, 0, 1, 1].slice(0, expression.rows === 4 ? 2 : 3).concat([1, 1]));
      const { values } = correctedRows(expression, combat(expression, batches));
      expect(values.every(Number.isFinite)).toBe(true);
    }
    const { values } = correctedRows(agreeing, combat(agreeing, category([0, 0, 1, 1])));
    for (let t = 0; t < 8; t++) expect(values[t]).toBeCloseTo([1, 2, 2, 1][t % 4], 0);
  });

  test("shifts and scales planted in a batch are taken back", () => {
    const rng = createRandom(1);
    const rows = Array.from({ length: 400 }, (_, i) =>
      Array.from({ length: 50 }, (_, u) => (i < 200 ? 0 : u / 10) + (i < 200 ? 1 : 2) * (3 + rng.normal())),
    );
    const expression = sparseFrom(rows);
    const { values } = correctedRows(expression, combat(expression, category(rows.map((_, i) => (i < 200 ? 0 : 1)))));
    const mean = (from: number, u: number) => {
      let sum = 0;
      for (let i = from; i < from + 200; i++) sum += values[50 * i + u] / 200;
      return sum;
    };
    const gaps = Array.from({ length: 50 }, (_, u) => Math.abs(mean(0, u) - mean(200, u)));
    // They were 3 to 8; shrinkage keeps a share of about 1 / cells.
    expect(Math.max(...gaps)).toBeLessThan(0.1);
  });

  test("a covariate that every batch holds one value of is refused, by name", () => {
    const expression = sparseOf(cases[0]);
    const batches = category(cases[0].batch);
    const covariates = new Map<string, Column>([["condition", category(cases[0].batch.map((b) => (b === 2 ? 1 : 0)))]]);
    expect(() => combat(expression, batches, { covariates })).toThrow(/combat: .* "condition".*leave it out/);
  });

  test("a covariate that follows from two others is refused, by name", () => {
    const expression = sparseOf(cases[2]);
    const age = Float64Array.from(cases[2].age ?? []);
    const weight = age.map((_, i) => (i * 37) % 11);
    const covariates = new Map<string, Column>([
      ["age", { kind: "number", values: age }],
      ["weight", { kind: "number", values: weight }],
      ["sum", { kind: "number", values: age.map((a, i) => 3 * a - weight[i]) }],
    ]);
    expect(() => combat(expression, category(cases[2].batch), { covariates })).toThrow(/"sum", which follows from/);
  });

  test("a single batch, a batch of one cell, a cell without batch and a missing covariate are refused by name", () => {
    const expression = sparseFrom([[1], [2], [3]]);
    expect(() => combat(expression, category([0, 0, 0]))).toThrow(/at least two batches, got "b0" alone/);
    expect(() => combat(expression, category([0, 0, 1]))).toThrow(/at least 2 cells in each batch, got 1 in "b1"/);
    expect(() => combat(expression, category([0, -1, 1]))).toThrow(/a batch for every cell, got none for cell 1/);
    const twoBatches = category([0, 0, 1, 1]);
    const four = sparseFrom([[1], [2], [3], [5]]);
    const missing = new Map<string, Column>([
      ["age", { kind: "number", values: Float64Array.of(1, 2, Number.NaN, 3) }],
    ]);
    expect(() => combat(four, twoBatches, { covariates: missing })).toThrow(/a value of "age".*none for cell 2/);
    const constant = new Map<string, Column>([["age", { kind: "number", values: Float64Array.of(7, 7, 7, 7) }]]);
    expect(() => combat(four, twoBatches, { covariates: constant })).toThrow(/"age" to vary/);
  });

  test("a value that is not finite is refused by gene and batch, and blocks that do not fit are refused", () => {
    const expression = sparseFrom([
      [1, 1],
      [2, Number.NaN],
      [3, 2],
      [4, 3],
    ]);
    expect(() => combat(expression, category([0, 0, 1, 1]))).toThrow(/gene 1 of batch "b0"/);
    const fit = combatFit(2, category([0, 0, 1, 1]));
    fit.add(
      sparseFrom([
        [1, 1],
        [2, 2],
      ]),
    );
    expect(() => fit.finish()).toThrow(/expected \[cells=4\], got \[2\]/);
    expect(() => fit.add(selectColumns(sparseFrom([[1, 2]]), Uint32Array.of(0)))).toThrow(/genes=2/);
    expect(() => combat(expression, category([0, 0, 1]))).toThrow(/batches: expected \[cells=4\], got \[3\]/);
  });
});
