import { expect, test } from "vitest";
import { joinPositions } from "../../../src/io/assembly/joinPositions.ts";
import type { PositionTable } from "../../../src/io/assembly/positionTable.ts";

const table = (names: readonly string[], xy: readonly number[], inTissue?: readonly number[]): PositionTable => ({
  from: "positions.csv",
  taken: ["barcode", "x", "y"],
  names,
  xy: Float64Array.from(xy),
  columns: new Map(inTissue ? [["in_tissue", { kind: "number", values: Float64Array.from(inTissue) }]] : []),
});

test("cells take the row of their name, the first where one occurs twice, and keep their own order", () => {
  const joined = joinPositions("a", "cells", ["c", "a", "b"], table(["a", "b", "a", "c"], [1, 1, 2, 2, 9, 9, 3, 3]));
  expect(joined).toEqual({ cells: [0, 1, 2], rows: [3, 0, 1], notes: [], losses: [] });
});

test("cells without a row or with a missing coordinate are losses; those off the tissue are a note", () => {
  const places = table(["a", "b", "c", "d"], [1, 1, 2, Number.NaN, 3, 3, 4, 4], [1, 1, 0, 1]);
  const joined = joinPositions("a", "barcodes", ["a", "b", "c", "d", "e"], places);
  expect(joined.cells).toEqual([0, 3]);
  expect(joined.notes).toEqual(["1 of 5 barcodes lie off the tissue (in_tissue is 0) and were left out"]);
  expect(joined.losses).toEqual(["2 of 5 barcodes have no position in positions.csv and were left out"]);
});

test("no cell in common is refused with a name of either side", () => {
  expect(() => joinPositions("m.h5", "barcodes", ["AAA-1"], table(["AAA"], [1, 1]))).toThrow(
    "m.h5: expected the barcodes of m.h5 (such as AAA-1) with positions in positions.csv, got names such as AAA",
  );
  expect(() => joinPositions("m.h5", "cells", ["a"], table(["a"], [1, 1], [0]))).toThrow(/got 1 off the tissue$/);
});
