import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { variableGenes } from "../../src/preprocess/variableGenes.ts";
import { type StoredSparse, sparseFrom, sparseOf, worstDifference } from "./sparse.ts";

interface Case {
  readonly name: string;
  readonly counts: StoredSparse;
  readonly top: number;
  readonly means: number[];
  readonly variances: number[];
  readonly normalized: number[];
  readonly selected: number[];
  readonly ranks: (number | null)[];
}

const cases: Case[] = JSON.parse(readFileSync("fixtures/preprocess.json", "utf8")).variableGenes;

describe("variableGenes", () => {
  test.each(cases)(
    "equals scanpy's seurat_v3 on $name",
    ({ counts, top, means, variances, normalized, selected, ranks }) => {
      const got = variableGenes(sparseOf(counts), { top });
      expect(worstDifference(got.means, means)).toBeLessThan(1e-9);
      expect(worstDifference(got.variances, variances)).toBeLessThan(1e-9);
      expect(worstDifference(got.normalized, normalized)).toBeLessThan(1e-9);
      // Ranks of genes that tie are anyone's: compare the value found at each rank instead.
      const valueAt = (rank: readonly (number | null)[]) =>
        rank
          .flatMap((r, u) => (r === null || Number.isNaN(r) ? [] : [{ r, value: normalized[u] }]))
          .sort((a, b) => a.r - b.r);
      const [ours, theirs] = [valueAt([...got.ranks]), valueAt(ranks)];
      expect(ours.map(({ r }) => r)).toEqual(theirs.map(({ r }) => r));
      const values = (list: typeof ours) => list.map(({ value }) => value);
      expect(worstDifference(values(ours), values(theirs))).toBeLessThan(1e-12);
      expect(got.selected.length).toBe(top);
      const lowest = Math.min(...values(theirs));
      const clear = (genes: ArrayLike<number>) => Array.from(genes).filter((u) => normalized[u] > lowest * (1 + 1e-9));
      expect(clear(got.selected)).toEqual(clear(selected));
    },
  );

  test("genes with equal counts are ranked by index", () => {
    const { ranks } = variableGenes(sparseOf(cases[1].counts), { top: 160 });
    expect(ranks[21]).toBe(ranks[20] + 1);
    expect(ranks[22]).toBe(ranks[21] + 1);
  });

  test("constant and empty genes come last", () => {
    const { ranks, normalized } = variableGenes(sparseOf(cases[1].counts), { top: 160 });
    expect(normalized[3]).toBe(0);
    expect(normalized[7]).toBe(0);
    expect(Math.min(ranks[3], ranks[7])).toBeGreaterThanOrEqual(150);
  });

  test("more genes wanted than there are selects all", () => {
    const { selected, ranks } = variableGenes(sparseOf(cases[0].counts), { top: 1000 });
    expect(selected.length).toBe(150);
    expect([...ranks].some(Number.isNaN)).toBe(false);
  });

  test("too few varying genes, one cell and a bad number are refused", () => {
    expect(() =>
      variableGenes(
        sparseFrom([
          [1, 2, 3],
          [2, 2, 1],
        ]),
      ),
    ).toThrow(/at least 14 genes whose counts vary, got 2/);
    expect(() => variableGenes(sparseFrom([[1, 2, 3]]))).toThrow(/at least 2 cells, got 1/);
    expect(() => variableGenes(sparseFrom([[1], [2]]), { top: 0 })).toThrow(/positive number of genes, got 0/);
  });
});
