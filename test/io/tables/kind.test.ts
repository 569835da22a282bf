import { expect, test } from "vitest";
import { blobSource } from "../../../src/io/browser/blobSource.ts";
import { geneColumn, kindOf, transcriptPair } from "../../../src/io/tables/kind.ts";
import { vendorOf } from "../../../src/io/tables/vendors.ts";
import type { TextHead } from "../../../src/io/text/head.ts";

const source = blobSource(new Blob([""]), "t.csv");
const head = (header: string, row: string): TextHead => ({
  source,
  dialect: { delimiter: ",", trailing: false, decimalComma: false },
  header: header.split(","),
  unnamedRows: false,
  remarks: [],
  rows: [row.split(",")],
});

test.each([
  ["x_location,y_location,feature_name,qv", "1,2,ACTB,40", "transcripts"],
  ["fov,x_global_px,y_global_px,target,cell_ID", "1,2,3,ACTB,7", "transcripts"],
  ["cell,x,y", "a,1,2", "positions"],
  ["cell,X,Y,area", "a,1,2,9", "positions"],
  ["cell,ACTB,GAPDH,CD3E", "a,1,0,NA", "counts"],
  ["fov,cell_ID,ACTB,GAPDH", "1,1,1,0", "counts"],
  ["fov,x_global_px,y_global_px", "1,2,3", undefined],
  ["cell,vertex_x,vertex_y,a", "1,2,3,4", undefined],
  ["sample,age,sex,site", "a,b,c,d", undefined],
])("%s is %s", (header, row, kind) => {
  expect(kindOf(head(header, row))).toBe(kind);
});

test("a table with a gene called target among its counts is of counts", () => {
  const genes = Array.from({ length: 60 }, (_, u) => `g${u}`);
  const wide = head(
    ["cell", "x", "y", "target", ...genes].join(","),
    ["a", "1", "2", "3", ...genes.map(() => "0")].join(","),
  );
  expect(kindOf(wide)).toBe("positions");
});

test("positions in the whole tissue come before those in a field of view", () => {
  expect(transcriptPair(["x", "y", "global_x", "global_y"])).toEqual(["global_x", "global_y"]);
  expect(transcriptPair(["x", "y", "z"])).toEqual(["x", "y"]);
  expect(geneColumn(["a", "Gene", "x"])).toBe(1);
  expect(geneColumn(["a", "x"])).toBe(-1);
});

test("CosMx is known by cell and field of view in both tables, MERSCOPE by its cell metadata", () => {
  expect(vendorOf(["fov", "cell_ID", "A"], ["fov", "cell_ID", "CenterX_global_px"])?.name).toBe("CosMx");
  expect(vendorOf(["cell", "A"], ["", "fov", "volume", "center_x", "center_y"])).toMatchObject({
    name: "MERSCOPE",
    unitUm: 1,
  });
  expect(vendorOf(["fov", "cell_ID", "A"], ["cell", "x", "y"])).toBeUndefined();
});
