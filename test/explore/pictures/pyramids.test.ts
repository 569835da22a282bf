import { expect, test } from "vitest";
import { type Layout, layoutOf } from "../../../src/explore/layouts/layout.ts";
import { placePyramid } from "../../../src/explore/pictures/pyramids.ts";
import type { ExploredTissue } from "../../../src/explore/tissue.ts";
import { memoryFile } from "../../io/fuzz/memoryFiles.ts";
import { omeText, pyramidBytes } from "../../io/tiff/pyramidFile.ts";

const color = () => [1, 2, 3] as const;
const source = (width: number, height: number, about = omeText(0.5)) => {
  const bytes = pyramidBytes([{ width, height, color }], { tile: 64, description: about });
  return memoryFile("folder", new Map([["a.tif", bytes]]), "a.tif");
};
const layout = { center: { x: 50, y: 30 } } as Layout;

function tissueOf(values: readonly number[], more: Partial<ExploredTissue> = {}): ExploredTissue {
  const rows = values.length / 2;
  return {
    ...{ name: "t", cells: Array.from({ length: rows }, (_, i) => `c${i}`), obs: { rows, columns: new Map() } },
    ...{ colors: new Map(), embeddings: new Map(), samples: undefined, spots: false, unitUm: undefined, pictures: [] },
    positions: { rows, columns: 2, values: Float32Array.from(values) },
    ...more,
  };
}

const corners = [0, 0, 100, 60];

test("a picture lies by the size of its pixels, with its corner at the origin of the positions", async () => {
  const placed = await placePyramid(source(200, 120), tissueOf(corners, { unitUm: 1 }), layout);
  expect([placed.scale, placed.corner]).toEqual([2, { x: -50, y: -30 }]);
  const inMillimetres = tissueOf(
    corners.map((value) => value / 1000),
    { unitUm: 1000 },
  );
  expect((await placePyramid(source(200, 120), inMillimetres, layout)).scale).toBe(2000);
});

test("the picture that spots were found in has a pixel in a unit, whatever it says of their size", async () => {
  const images = { hires: { width: 50, height: 30, channels: 3, values: new Uint8Array(0) } };
  const picture = { library: "a", images, scaleFactors: { tissue_hires_scalef: 0.25 }, metadata: {} };
  const tissue = tissueOf(corners, { pictures: [picture], spots: true, unitUm: 0.49 });
  expect((await placePyramid(source(201, 119), tissue, layout)).scale).toBe(1);
});

test("a picture whose place is not known, or that lies elsewhere, is refused with its size", async () => {
  await expect(placePyramid(source(200, 120, "<OME/>"), tissueOf(corners, { unitUm: 1 }), layout)).rejects.toThrow(
    "a.tif: expected a picture of this tissue, with the size of its pixels or as large as its positions, got 200 x 120 pixels",
  );
  const far = tissueOf([500, 500, 600, 600], { unitUm: 1 });
  await expect(placePyramid(source(200, 120), far, layout)).rejects.toThrow("200 x 120 pixels under 0 % of the cells");
});

test("of samples that are drawn beside each other one is named, under whose cells the picture lies", async () => {
  const samples = {
    ...({ kind: "category", ordered: false, name: "sample", overlap: true } as const),
    ...{ codes: Int32Array.from([0, 0, 1, 1]), categories: ["a", "b"] },
  };
  const tissue = tissueOf([...corners, 10, 20, 90, 60], { samples, unitUm: 1 });
  const drawn = layoutOf(tissue, "Tissue");
  if (!drawn) throw new Error("expected a layout of the tissue");
  await expect(placePyramid(source(200, 120), tissue, drawn)).rejects.toThrow(
    "a.tif: expected one sample under one picture, got several beside each other; show its sample alone (View, Sample)",
  );
  for (const [sample, cell] of [
    ["a", 0],
    ["b", 2],
  ] as const) {
    const { corner, scale } = await placePyramid(source(200, 120), tissue, drawn, { sample });
    expect(scale).toBe(2);
    expect(corner.x + tissue.positions.values[2 * cell]).toBeCloseTo(drawn.places[2 * cell], 5);
    expect(corner.y + tissue.positions.values[2 * cell + 1]).toBeCloseTo(drawn.places[2 * cell + 1], 5);
  }
});
