import { encode } from "fast-png";
import { expect, test } from "vitest";
import { blobFolder } from "../../../src/io/browser/blobSource.ts";
import { findPositions } from "../../../src/io/tenx/surroundings.ts";
import { readScaleFactors, readTissue, umOfPixel } from "../../../src/io/tenx/tissue.ts";

const folderOf = (files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>) =>
  blobFolder("outs", new Map(Object.entries(files).map(([path, content]) => [path, new Blob([content])])));

test("a pixel has the micrometres that the file says, else those of a spot of 65 micrometres", () => {
  expect(umOfPixel({ microns_per_pixel: 0.5, spot_diameter_fullres: 130 })).toBe(0.5);
  expect(umOfPixel({ spot_diameter_fullres: 130 })).toBe(0.5);
  expect(umOfPixel({ spot_diameter_fullres: 0 })).toBeUndefined();
  expect(umOfPixel({})).toBeUndefined();
});

test("scale factors are the finite numbers of a JSON object; anything else is refused by name", async () => {
  const read = (text: string) => readScaleFactors(folderOf({ "spatial/scalefactors_json.json": text }).open);
  expect(await read('{"tissue_hires_scalef":0.5,"name":"a","none":null}')).toEqual({ tissue_hires_scalef: 0.5 });
  expect(await readScaleFactors(folderOf({}).open)).toEqual({});
  for (const text of ["[1]", "{", "null"])
    await expect(read(text)).rejects.toThrow(/scalefactors_json\.json: expected a JSON object of numbers/);
});

test("pictures are kept by resolution, and one that cannot be read is noted", async () => {
  const data = Uint8Array.from({ length: 2 * 3 * 3 }, (_, i) => i * 10);
  const png = new Uint8Array(encode({ width: 2, height: 3, data, channels: 3, depth: 8 }));
  const open = folderOf({
    "spatial/tissue_hires_image.png": png,
    "spatial/tissue_lowres_image.png": "no picture",
  }).open;
  const { tissue, notes } = await readTissue(open, { a: 1 }, { library: "lib", metadata: {} });
  expect(Object.keys(tissue.images)).toEqual(["hires"]);
  expect(tissue.images.hires).toMatchObject({ width: 2, height: 3 });
  expect([...tissue.images.hires.values]).toEqual([...data]);
  expect(tissue).toMatchObject({ library: "lib", scaleFactors: { a: 1 } });
  expect(notes).toHaveLength(1);
  expect(notes[0]).toMatch(/^a picture of the tissue was left out: .*lowres/);
});

test("positions of Space Ranger come before cells of Xenium, parquet before text, new names before old", async () => {
  const found = async (...paths: string[]) => {
    const place = await findPositions(folderOf(Object.fromEntries(paths.map((path) => [path, "x"]))).open);
    return place && [place.from, place.kind];
  };
  const [parquet, csv, list] = [
    "spatial/tissue_positions.parquet",
    "spatial/tissue_positions.csv",
    "spatial/tissue_positions_list.csv",
  ];
  expect(await found("cells.csv.gz", list, csv, parquet)).toEqual([parquet, "spots"]);
  expect(await found("cells.csv.gz", list, csv)).toEqual([csv, "spots"]);
  expect(await found("cells.csv", "cells.csv.gz")).toEqual(["cells.csv.gz", "xenium"]);
  expect(await found("other.csv")).toBeUndefined();
});
