import { expect, test } from "vitest";
import { readAnnData } from "../../../src/io/anndata/annData.ts";
import { storedUnit } from "../../../src/io/anndata/storedUnit.ts";
import { readNow } from "../../../src/io/stored/reading.ts";
import { type MemoryArray, memoryTree } from "../memoryTree.ts";

const resolution = (value: number): MemoryArray => ({ values: Float64Array.of(value), shape: [] });
const binType = (value: string): MemoryArray => ({ values: [value], shape: [] });

test.each(["bins", "cell_bins"])("positions that stereopy wrote as %s count the spots of the chip", (type) => {
  const file = memoryTree({ "uns/bin_type": binType(type), "uns/resolution": resolution(500) });
  expect(storedUnit(file)).toEqual({
    unitUm: 0.5,
    notes: ["positions are in units of 0.5 um: resolution of uns, as stereopy writes it (--unit-um sets it)"],
  });
});

test("a resolution alone, as clusterings have it, or one that is none says nothing of positions", () => {
  for (const arrays of [
    { "uns/resolution": resolution(1) },
    { "uns/bin_type": binType("bins") },
    { "uns/bin_type": binType("chromosome"), "uns/resolution": resolution(500) },
    { "uns/bin_type": binType("bins"), "uns/resolution": resolution(0) },
    { "uns/bin_type": binType("bins"), "uns/resolution": { values: Float64Array.of(1, 2) } },
    { "uns/bin_type": { values: Int32Array.of(1) }, "uns/resolution": resolution(500) },
  ])
    expect(storedUnit(memoryTree(arrays))).toEqual({ notes: [] });
});

test("a data set has the unit of the positions in the file, not of those that the user gives", () => {
  const dataframe = { "encoding-type": "dataframe", "encoding-version": "0.2.0", _index: "_index" };
  const file = memoryTree(
    {
      X: { values: Float32Array.of(1, 2, 3, 4), shape: [2, 2] },
      "obs/_index": { values: ["a", "b"] },
      "var/_index": { values: ["g", "h"] },
      "obsm/spatial": { values: Float64Array.of(1, 2, 3, 4), shape: [2, 2] },
      "uns/bin_type": binType("bins"),
      "uns/resolution": resolution(500),
    },
    { obs: dataframe, var: dataframe },
  );
  expect(readNow(file, readAnnData(file, {})).unitUm).toBe(0.5);
  const positions = { rows: 2, columns: 2, values: Float64Array.of(1, 2, 3, 4) };
  const given = readNow(
    file,
    readAnnData(file, {}, () => ({ positions, from: "spots.csv", notes: [] })),
  );
  expect(given.unitUm).toBeUndefined();
});
