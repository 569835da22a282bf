import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openDataset, readDataset } from "../../../src/io/open.ts";
import { foresee } from "../../../src/session/foresee.ts";
import { folderOf, h5Bytes, smallTenx, text, xeniumCells } from "../tenxFiles.ts";

const tenx = smallTenx();
const tiff = (name: string) => new Uint8Array(readFileSync(`fixtures/tiff/${name}.ome.tif`));
const xenium = async (more: Readonly<Record<string, Uint8Array>>) =>
  folderOf({ "cell_feature_matrix.h5": await h5Bytes(tenx), "cells.csv": text(xeniumCells(tenx)), ...more }, "slide");

test.each([
  "morphology_focus/ch0000_dapi.ome.tif",
  "morphology_focus/morphology_focus_0000.ome.tif",
  "morphology_focus.ome.tif",
  "morphology_mip.ome.tif",
  "morphology.ome.tif",
])("%s lies under the cells: as many pixels in a micrometre as it says", async (path) => {
  const { tissue, cautions, unitUm } = await readDataset(await xenium({ [path]: tiff("jpeg2000") }));
  expect([unitUm, cautions]).toEqual([1, undefined]);
  expect(tissue).toMatchObject({ library: "xenium", images: { hires: { width: 56, height: 40, channels: 3 } } });
  expect(tissue?.scaleFactors.tissue_hires_scalef).toBeCloseTo(1 / 0.2125, 12);
});

test("the flat picture of the nuclei comes before the stack", async () => {
  const folder = await xenium({ "morphology.ome.tif": tiff("lzma"), "morphology_focus.ome.tif": tiff("colors") });
  expect((await readDataset(folder)).tissue?.scaleFactors.tissue_hires_scalef).toBeCloseTo(1 / 0.425, 12);
});

test("a picture that cannot be read is a caution that names the codec, in a run and an inspection, and the cells are read", async () => {
  const folder = await xenium({ "morphology_focus.ome.tif": tiff("lzma") });
  const { cells, tissue, cautions, losses, notes } = await readDataset(folder);
  const plain = await readDataset(await xenium({}));
  expect([cells, losses, notes, tissue]).toEqual([plain.cells, plain.losses, plain.notes, undefined]);
  expect(cautions).toEqual([
    "the picture of the tissue was left out: slide/morphology_focus.ome.tif: expected a picture in JPEG, JPEG 2000, deflate, LZW or without a codec, got LZMA, which is not read",
  ]);
  const opened = await openDataset(folder);
  expect((await foresee(folder, opened, await opened.inspect())).warnings).toEqual(
    expect.arrayContaining([...(cautions ?? [])]),
  );
});

test("where a picture does not say how large its pixels are, experiment.xenium does, and without it the picture is left out", async () => {
  const bytes = tiff("plain");
  // A name of the same length, so that offsets stay true.
  const renamed = Uint8Array.from(bytes);
  const name = text("PhysicalSize");
  for (let at = 0; at + name.length < renamed.length; at++) {
    if (name.every((byte, i) => renamed[at + i] === byte)) renamed.set(text("ForgottenSiz"), at);
  }
  const experiment = text('{"run_name": "x", "pixel_size": 0.5, "images": {}}');
  const said = await readDataset(await xenium({ "morphology_mip.ome.tif": renamed, "experiment.xenium": experiment }));
  expect(said.tissue?.scaleFactors.tissue_hires_scalef).toBe(2);
  const { tissue, cautions } = await readDataset(await xenium({ "morphology_mip.ome.tif": renamed }));
  expect(tissue).toBeUndefined();
  expect(cautions?.join()).toMatch(/expected the size of its pixels in it or in experiment\.xenium, got none/);
});
