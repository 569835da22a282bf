import { describe, expect, test } from "vitest";
import { filterCounts } from "../../src/preprocess/filter.ts";
import { selectRows } from "../../src/preprocess/select.ts";
import { cellTotals, geneDetections } from "../../src/preprocess/totals.ts";
import { denseOf, sparseFrom } from "./sparse.ts";

const counts = sparseFrom([
  [1, 0, 2, 0],
  [0, 0, 0, 0],
  [3, 1, 0, 0],
  [0, 0, 9, 0],
]);

describe("filterCounts", () => {
  test("drops empty cells and unseen genes by default, and says how many were kept", () => {
    const kept = filterCounts(counts);
    expect([...kept.cells]).toEqual([0, 2, 3]);
    expect([...kept.genes]).toEqual([0, 1, 2]);
    expect(denseOf(kept.counts)).toEqual([1, 0, 2, 3, 1, 0, 0, 0, 9]);
    expect(kept.description).toBe("3 of 4 cells have 1 count or more, 3 of 4 genes are seen in 1 cell or more");
  });

  test("genes are counted over the cells that are kept", () => {
    const kept = filterCounts(counts, { minCounts: 4, minCells: 1 });
    expect([...kept.cells]).toEqual([2, 3]);
    expect([...kept.genes]).toEqual([0, 1, 2]);
    expect([...filterCounts(counts, { minCounts: 4, minCells: 2 - 1 }).genes]).toEqual([0, 1, 2]);
    expect([...filterCounts(counts, { minCounts: 9 }).genes]).toEqual([2]);
  });

  test("limits of 0 keep everything, the very same counts", () => {
    expect(filterCounts(counts, { minCounts: 0, minCells: 0 }).counts).toBe(counts);
  });

  test("limits that leave nothing are refused with the most there is", () => {
    expect(() => filterCounts(counts, { minCounts: 10 })).toThrow(/at least 10 counts, got 9 at most among 4 cells/);
    expect(() => filterCounts(counts, { minCells: 3 })).toThrow(/at least 3 cells, got 2 at most among 4 genes/);
  });
});

describe("totals", () => {
  test("sum each cell over its genes, and count the cells of each gene", () => {
    expect([...cellTotals(counts)]).toEqual([3, 0, 4, 9]);
    expect([...geneDetections(counts)]).toEqual([2, 1, 2, 0]);
  });

  test("a stored zero is no detection", () => {
    const zeros = { ...counts, values: new Float32Array(counts.values.length) };
    expect([...geneDetections(zeros)]).toEqual([0, 0, 0, 0]);
  });
});

describe("selectRows", () => {
  test("takes rows in the order asked for, repeats included", () => {
    expect(denseOf(selectRows(counts, Uint32Array.of(3, 0, 3)))).toEqual([0, 0, 9, 0, 1, 0, 2, 0, 0, 0, 9, 0]);
  });

  test("a row that is not there is refused", () => {
    expect(() => selectRows(counts, Uint32Array.of(4))).toThrow(/rows below 4, got 4/);
  });
});
