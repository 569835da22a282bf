import { expect, test } from "vitest";
import type { Picture, Tissue } from "../../../src/data/tissue.ts";
import { layoutOf } from "../../../src/explore/layouts/layout.ts";
import { placedPictures } from "../../../src/explore/pictures/placedPictures.ts";
import type { ExploredTissue } from "../../../src/explore/tissue.ts";

const picture: Picture = { width: 4, height: 2, channels: 3, values: Uint8Array.from({ length: 24 }, (_, at) => at) };
const library: Tissue = {
  library: "a",
  images: { hires: picture },
  scaleFactors: { tissue_hires_scalef: 0.1 },
  metadata: {},
};

function tissueOf(xy: readonly number[], changes: Partial<ExploredTissue> = {}): ExploredTissue {
  const rows = xy.length / 2;
  return {
    ...{ name: "t", cells: Array.from({ length: rows }, (_, i) => `${i}`), obs: { rows, columns: new Map() } },
    ...{ colors: new Map(), positions: { rows, columns: 2, values: Float64Array.from(xy) }, unitUm: undefined },
    ...{ spots: true, embeddings: new Map(), samples: undefined, pictures: [library], ...changes },
  };
}

function placed(tissue: ExploredTissue) {
  const layout = layoutOf(tissue, "Tissue");
  if (!layout) throw new Error("no layout");
  return { layout, tiles: [...placedPictures(tissue, layout)] };
}

test("a picture lies where its scale puts it, less the centre of the layout", () => {
  const { tiles, layout } = placed(tissueOf([5, 5, 35, 15]));
  expect(layout.center).toEqual({ x: 20, y: 10 });
  expect(tiles).toHaveLength(1);
  expect(tiles[0].box).toEqual({ left: -20, top: -10, width: 40, height: 20 });
  expect([...tiles[0].pixels.subarray(0, 8)]).toEqual([0, 1, 2, 255, 3, 4, 5, 255]);
});

test("a picture elsewhere than the cells, and one without a scale, are left out", () => {
  expect(placed(tissueOf([500, 500, 900, 900, 5, 5])).tiles).toEqual([]);
  expect(placed(tissueOf([5, 5], { pictures: [{ ...library, scaleFactors: {} }] })).tiles).toEqual([]);
});

test("pictures of samples move with their sample", () => {
  const samples = {
    kind: "category",
    name: "s",
    overlap: true,
    ordered: false,
    categories: ["a", "b"],
    codes: Int32Array.of(0, 0, 1, 1),
  } as const;
  const tissue = tissueOf([5, 5, 35, 15, 5, 5, 35, 15], { samples, pictures: [library, { ...library, library: "b" }] });
  const { tiles, layout } = placed(tissue);
  expect(tiles).toHaveLength(2);
  for (const [s, tile] of tiles.entries()) {
    expect(layout.places[4 * s] - tile.box.left).toBeCloseTo(5, 4);
    expect(layout.places[4 * s + 1] - tile.box.top).toBeCloseTo(5, 4);
  }
  // Wide samples lie below each other.
  expect(tiles[1].box.top).toBeGreaterThan(tiles[0].box.top + 10);
});

test("a large picture is cut into tiles of one grid, and grey ones get three colours", () => {
  const [width, height] = [5000, 10];
  const grey: Picture = { width, height, channels: 1, values: new Uint8Array(width * height).fill(7) };
  const { tiles } = placed(tissueOf([5, 5, 40_000, 15], { pictures: [{ ...library, images: { hires: grey } }] }));
  expect(tiles.map((tile) => [tile.width, tile.height])).toEqual([
    [4096, 10],
    [904, 10],
  ]);
  expect(tiles[1].box.left).toBeCloseTo(tiles[0].box.left + 40_960, 6);
  expect([...tiles[0].pixels.subarray(0, 4)]).toEqual([7, 7, 7, 255]);
});
