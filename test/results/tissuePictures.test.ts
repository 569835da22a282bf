import { decode } from "fast-png";
import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import type { Tissue } from "../../src/data/tissue.ts";
import { hasStrayPicture, tissuePictureOf, tissuePictures } from "../../src/results/tissuePictures.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";

/** Red left of the middle, blue right of it, at half a pixel per unit of the positions. */
function picture(side: number, library = "slide"): Tissue {
  const values = new Uint8Array(3 * side * side);
  for (let at = 0; at < side * side; at++) values[3 * at + (at % side >= side / 2 ? 2 : 0)] = 255;
  const image = { width: side, height: side, channels: 3, values };
  return { library, images: { lowres: image }, scaleFactors: { tissue_lowres_scalef: 0.5 }, metadata: {} };
}

function tissueAt(positions: readonly number[], more: Partial<Dataset>): Dataset {
  const made = simulateTissue({ cells: positions.length / 2, genes: 5, domains: 1 }, createRandom(1));
  const values = Float64Array.from(positions);
  return { ...made, positions: { rows: values.length / 2, columns: 2, values }, ...more };
}

const pixelsOf = (href: string) => decode(Buffer.from(href.split(",")[1], "base64"));

test("the picture is cut around the cells and lies where its pixels are", () => {
  const dataset = tissueAt([100, 100, 300, 100, 300, 300, 100, 300], { tissue: picture(200) });
  const [{ href, opacity, ...box }] = tissuePictures(dataset, { picture: 0.7 });
  expect(opacity).toBe(0.7);
  expect(box).toEqual({ left: 92, top: 92, width: 216, height: 216 });
  const { width, height, data, palette } = pixelsOf(href);
  expect([width, height]).toEqual([108, 108]);
  expect(palette?.[data[0]].slice(0, 3)).toEqual([255, 0, 0]);
  expect(palette?.[data[107]].slice(0, 3)).toEqual([0, 0, 255]);
});

test("a large picture is made smaller", () => {
  const dataset = tissueAt([0, 0, 1990, 1990, 10, 10, 1500, 200], { tissue: picture(1000) });
  const [{ href }] = tissuePictures(dataset, { picture: 1 });
  expect(pixelsOf(href).width).toBe(900);
});

test("a picture of opacity 0 is not made, and one elsewhere than the cells is told", () => {
  const dataset = tissueAt([100, 100, 300, 300], { tissue: picture(200) });
  expect(tissuePictures(dataset, { picture: 0 })).toEqual([]);
  const away = tissueAt([1000, 1000, 3000, 3000], { tissue: picture(200) });
  expect(tissuePictures(away, { picture: 1 })).toEqual([]);
  expect([hasStrayPicture(dataset), hasStrayPicture(away)]).toEqual([false, true]);
});

test("each sample has the picture of its name, moved with its cells", () => {
  const attributes = { rows: 2, columns: new Map() };
  const samples = { names: ["a", "b"], codes: Int32Array.of(0, 0, 1, 1), attributes, column: "sample" };
  const dataset = tissueAt([100, 100, 300, 300, 100, 100, 300, 300], {
    samples,
    tissues: [{ ...picture(200, "x"), sample: "b" }],
  });
  expect(tissuePictureOf(dataset, 0, { picture: 1 })).toEqual([]);
  expect(tissuePictureOf(dataset, 1, { picture: 1 })).toMatchObject([{ left: 92, top: 92 }]);
  // Beside the first sample, at 1.08 times its width.
  expect(tissuePictures(dataset, { picture: 1 })).toMatchObject([{ left: 216 - 8, top: -8 }]);
});
