import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { recognizeCounts } from "../../src/preprocess/counts.ts";
import { selectColumns } from "../../src/preprocess/select.ts";
import { cellTotals } from "../../src/preprocess/totals.ts";
import { normalizeLog } from "../../src/preprocess/transform/normalize.ts";
import { sparseFrom, sparseOf } from "./sparse.ts";

const counts = sparseOf(JSON.parse(readFileSync("fixtures/preprocess.json", "utf8")).expression.counts);
const totals = cellTotals(counts);
const mapped = (map: (value: number, cell: number) => number) => {
  const values = counts.values.slice();
  for (let i = 0; i < counts.rows; i++) {
    for (let e = counts.starts[i]; e < counts.starts[i + 1]; e++) values[e] = map(values[e], i);
  }
  return { ...counts, values };
};

describe("recognizeCounts", () => {
  test("whole numbers are raw counts, even with stored zeros", () => {
    expect(recognizeCounts(counts)).toMatchObject({ kind: "counts", raw: true, needsLog: true });
    expect(recognizeCounts(mapped((value) => (value === 1 ? 0 : value))).kind).toBe("counts");
    expect(recognizeCounts(sparseFrom([[0, 3]])).description).toBe(
      "the matrix holds whole numbers up to 3: raw counts",
    );
  });

  test("cells that all sum to one number are normalized and still need the logarithm", () => {
    const report = recognizeCounts(mapped((value, i) => (value * 5328) / totals[i]));
    expect(report).toMatchObject({ kind: "normalized", raw: false, needsLog: true });
    expect(report.description).toMatch(/all sum to 5328: normalized already/);
  });

  test("normalized and logged values are logged already", async () => {
    const report = recognizeCounts(await normalizeLog(counts));
    expect(report).toMatchObject({ kind: "logged", raw: false, needsLog: false });
    expect(report.description).toMatch(/sum to 1.*e?\+?\d* once the logarithm is undone/);
  });

  test("logarithms of raw counts are told by the whole numbers behind them", () => {
    const report = recognizeCounts(mapped(Math.log1p));
    expect(report.kind).toBe("logged");
    expect(report.description).toMatch(/becomes whole numbers/);
  });

  test("a few genes of logged values are taken as logged", async () => {
    const part = selectColumns(await normalizeLog(counts), Uint32Array.of(1, 2, 5, 6, 12));
    expect(recognizeCounts(part)).toMatchObject({ kind: "logged", needsLog: false });
  });

  test("fractions too large for logarithms are corrected counts", () => {
    const report = recognizeCounts(mapped((value) => value * 17.3));
    expect(report).toMatchObject({ kind: "fractional", raw: false, needsLog: true });
  });

  test("negative values are scaled expression", () => {
    const report = recognizeCounts(mapped((value) => value - 1.5));
    expect(report).toMatchObject({ kind: "scaled", raw: false, needsLog: false });
    expect(report.description).toMatch(/negative values \(down to -0.5\)/);
  });

  test("a missing value is refused with the names of its cell and gene", () => {
    const broken = sparseFrom([
      [1, 0],
      [2, Number.NaN],
    ]);
    expect(() => recognizeCounts(broken)).toThrow(/got NaN for cell 1, gene 1/);
    expect(() => recognizeCounts(broken, { cells: ["a", "b"], genes: ["Gad1", "Sst"] })).toThrow(/cell b, gene Sst/);
  });

  test("nothing but zeros is refused", () => {
    expect(() => recognizeCounts(sparseFrom([[0, 0]]))).toThrow(/counts above 0, got only zeros in 1 cell/);
  });
});
