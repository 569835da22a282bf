import { describe, expect, test } from "vitest";
import { blobSource } from "../../../src/io/browser/blobSource.ts";
import { inspectSource, readDataset } from "../../../src/io/open.ts";
import { readCellOutlines } from "../../../src/io/tenx/cellOutlines.ts";
import { cellBarcode, cellOutlines, folderOf, h5Bytes, smallTenx, text } from "../tenxFiles.ts";

const source = (content: string) => blobSource(new Blob([content]), "cell_segmentations.geojson");
const square = (x: number, y: number, side = 2) => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
];
const cell = (id: number, rings: number[][][], more: object = {}) => ({
  type: "Feature",
  geometry: { type: "Polygon", coordinates: rings },
  properties: { cell_id: id, ...more },
});
const collection = (features: readonly object[]) => JSON.stringify({ type: "FeatureCollection", features });

describe("outlines of segmented cells", () => {
  test("a cell lies at the centroid of its outline, whatever its properties are", async () => {
    const cells = [cell(1, [square(0, 0)], { "{[": '"]}\\' }), cell(23, [square(10, 20)])];
    const { names, xy } = await readCellOutlines(source(collection(cells)), "cells");
    expect(names).toEqual(["cellid_000000001-1", "cellid_000000023-1"]);
    expect([...xy]).toEqual([1, 1, 11, 21]);
  });

  test("a cell of two parts lies between them, by area", async () => {
    const two = {
      type: "Feature",
      geometry: { type: "MultiPolygon", coordinates: [[square(0, 0, 2)], [square(10, 0, 2)]] },
      properties: { cell_id: 7 },
    };
    expect([...(await readCellOutlines(source(collection([two])), "cells")).xy]).toEqual([6, 1]);
  });

  test.each([
    ["points", collection([{ type: "Feature", geometry: { type: "Point" }, properties: { cell_id: 1 } }])],
    ["cells without a number", collection([{ ...cell(1, [square(0, 0)]), properties: {} }])],
    ["no cells", collection([])],
    ["a file that is cut short", collection([cell(1, [square(0, 0)])]).slice(0, -3)],
  ])("%s are refused", async (_, content) => {
    await expect(readCellOutlines(source(content), "cells")).rejects.toThrow(/expected outlines of cells/);
  });
});

describe("segmented outputs", () => {
  const ids = [3, 1, 2, 8, 5, 6, 7, 4];
  async function files(before = "") {
    const tenx = { ...smallTenx(), barcodes: ids.map(cellBarcode) };
    return {
      [`${before}filtered_feature_cell_matrix.h5`]: await h5Bytes(tenx),
      [`${before}cell_segmentations.geojson`]: cellOutlines(ids),
      [`${before}spatial/scalefactors_json.json`]: text('{"microns_per_pixel": 0.25, "spot_diameter_fullres": 29}'),
    };
  }

  test.each(["", "segmented_outputs/", "outs/segmented_outputs/"])("of a folder with %s are cells", async (before) => {
    const folder = folderOf(await files(before));
    const { cells, positions, unitUm } = await readDataset(folder);
    expect(cells[0]).toBe("cellid_000000003-1");
    expect([...positions.values.subarray(0, 4)]).toEqual([31, 4, 11, 2]);
    expect(unitUm).toBe(0.25);
    await expect(inspectSource(folder)).resolves.toMatchObject({
      format: "visium-hd-cells",
      cells: 8,
      positionsFrom: "cell_segmentations.geojson",
    });
  });

  test("beside bins are said, and the bins are read", async () => {
    const bins = "binned_outputs/square_008um";
    const tenx = smallTenx();
    const positions = tenx.barcodes.map((barcode, i) => `${barcode},1,0,${i},${i},${i}`).join("\n");
    const folder = folderOf({
      ...(await files("segmented_outputs/")),
      [`${bins}/filtered_feature_bc_matrix.h5`]: await h5Bytes(tenx),
      [`${bins}/spatial/tissue_positions_list.csv`]: text(positions),
    });
    const { cells, notes } = await readDataset(folder);
    expect(cells).toEqual(tenx.barcodes);
    expect(notes).toContain("segmented cells: give outs/segmented_outputs");
    expect((await inspectSource(folder)).choices).toContain("segmented cells: give outs/segmented_outputs");
  });
});
