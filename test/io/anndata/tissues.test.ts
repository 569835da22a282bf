import { expect, test } from "vitest";
import { readTissues } from "../../../src/io/anndata/tissues.ts";
import { memoryTree } from "../memoryTree.ts";

const image = { values: Uint8Array.from({ length: 12 }, (_, at) => at), shape: [2, 2, 3] };
const scale = { values: Float64Array.of(0.25), shape: [] };

test("pictures and scale factors of uns/spatial are read, those of real numbers from 0 to 1 as bytes", () => {
  const floats = { values: Float32Array.of(0, 0.5, 1, 1), shape: [2, 2] };
  const tree = memoryTree({
    "uns/spatial/slide/images/hires": image,
    "uns/spatial/slide/images/lowres": floats,
    "uns/spatial/slide/scalefactors/tissue_hires_scalef": scale,
  });
  const { tissue, notes } = readTissues(tree);
  expect(notes).toEqual([]);
  expect(tissue).toMatchObject({ library: "slide", scaleFactors: { tissue_hires_scalef: 0.25 } });
  expect(tissue?.images.hires).toEqual({ width: 2, height: 2, channels: 3, values: image.values });
  expect(tissue?.images.lowres).toEqual({ width: 2, height: 2, channels: 1, values: Uint8Array.of(0, 128, 255, 255) });
});

test("what is no picture is left out with a note, and libraries without one silently", () => {
  const tree = memoryTree({
    "uns/spatial/slide/images/hires": { values: Uint8Array.of(1, 2), shape: [2] },
    "uns/spatial/bare/scalefactors/spot_diameter_fullres": scale,
  });
  const { tissue, tissues, notes } = readTissues(tree);
  expect([tissue, tissues]).toEqual([undefined, undefined]);
  expect(notes).toEqual([
    "a picture of the tissue was left out: uns/spatial/slide/images/hires: expected a picture of height x width x colours, got 2",
  ]);
});

test("several libraries are kept by name", () => {
  const tree = memoryTree({ "uns/spatial/a/images/hires": image, "uns/spatial/b/images/hires": image });
  expect(readTissues(tree).tissues?.map(({ library }) => library)).toEqual(["a", "b"]);
});
