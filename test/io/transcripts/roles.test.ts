import { expect, test } from "vitest";
import { isControl } from "../../../src/io/assembly/controls.ts";
import { rolesOf } from "../../../src/io/transcripts/roles.ts";

test("a Xenium table has micrometres, a quality and one column for the cell", () => {
  const roles = rolesOf([
    "transcript_id",
    "cell_id",
    "overlaps_nucleus",
    "feature_name",
    "x_location",
    "y_location",
    "z_location",
    "qv",
  ]);
  expect(roles).toEqual({
    columns: ["feature_name", "x_location", "y_location", "cell_id", "qv"],
    gene: 0,
    id: undefined,
    x: 1,
    y: 2,
    cell: [3],
    count: undefined,
    quality: 4,
    unitUm: 1,
  });
});

test("a CosMx table names a cell within its field of view, a Stereo-seq table counts molecules in one row", () => {
  expect(rolesOf(["fov", "cell_ID", "x_global_px", "y_global_px", "target"])).toMatchObject({
    columns: ["target", "x_global_px", "y_global_px", "cell_ID", "fov"],
    cell: [3, 4],
    unitUm: undefined,
  });
  expect(rolesOf(["geneID", "x", "y", "MIDCount"])).toMatchObject({
    columns: ["geneID", "x", "y", "MIDCount"],
    cell: [],
    count: 3,
    unitUm: 0.5,
  });
});

test("without a gene, or without x and y, a table is none of transcripts", () => {
  expect(rolesOf(["x", "y", "cell"])).toBeUndefined();
  expect(rolesOf(["gene", "x"])).toBeUndefined();
});

test("controls of the panels are told from genes with names alike", () => {
  const controls = [
    "NegControlProbe_00042",
    "BLANK_0069",
    "Blank-1",
    "UnassignedCodeword_0001",
    "antisense_PROKR2",
    "NegPrb3",
    "Negative7",
    "SystemControl12",
    "FalseCode5",
  ];
  expect(controls.filter((name) => !isControl(name))).toEqual([]);
  expect(["NEGR1", "BLNK", "NegativeRegulator1", "Ubc"].filter(isControl)).toEqual([]);
});
