import { expect, test } from "vitest";
import { readPositionTable } from "../../../src/io/assembly/positionTable.ts";
import { blobSource } from "../../../src/io/browser/blobSource.ts";

const read = (text: string) => readPositionTable(blobSource(new Blob([text]), "p.csv"), "p.csv");

test("names, x and y are found by name, and the other columns stay", async () => {
  const found = await read("barcode,in_tissue,pxl_row_in_fullres,pxl_col_in_fullres\nAAA-1,1,10,20\nCCC-1,0,30,40\n");
  expect(found.names).toEqual(["AAA-1", "CCC-1"]);
  expect(found.taken).toEqual(["barcode", "pxl_col_in_fullres", "pxl_row_in_fullres"]);
  expect([...found.xy]).toEqual([20, 10, 40, 30]);
  expect(found.columns.get("in_tissue")).toEqual({ kind: "number", values: Int32Array.of(1, 0) });
  expect(found.columns.has("barcode")).toBe(false);
});

test("six columns without a header are those of Space Ranger before 2.0", async () => {
  const found = await read("AAA-1,1,0,0,10,20\nCCC-1,0,1,1,30,40\n");
  expect([...found.xy]).toEqual([20, 10, 40, 30]);
  expect([...found.columns.keys()]).toEqual([
    "in_tissue",
    "array_row",
    "array_col",
    "pxl_row_in_fullres",
    "pxl_col_in_fullres",
  ]);
  expect(found.taken).toEqual(["barcode", "pxl_col_in_fullres", "pxl_row_in_fullres"]);
});

test("a name and two numbers without a header are a name, x and y; three numbers could be anything", async () => {
  expect(await read("a,1,2\nb,3,4\n")).toMatchObject({ taken: ["1", "2", "3"], xy: Float64Array.of(1, 2, 3, 4) });
  await expect(read("a,1,2,3\nb,4,5,6\n")).rejects.toThrow(/^p\.csv: expected columns with x and y/);
});

test("names that look like numbers stay as they are written, and a missing coordinate is NaN", async () => {
  const found = await read("cell_id,x,y\n007,1,\n8,3,4\n");
  expect(found.names).toEqual(["007", "8"]);
  expect([...found.xy]).toEqual([1, Number.NaN, 3, 4]);
});

test("a table without names, and one with text for x, are refused with what is there", async () => {
  await expect(read("x,y,area\n1,2,3\n")).rejects.toThrow(
    "p.csv: expected columns with names (such as barcode), got x, y, area",
  );
  await expect(read("cell,x,y\na,left,2\n")).rejects.toThrow("p.csv: expected numbers in x, got string");
});
