import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { h5Bytes, smallTenx } from "../../io/tenxFiles.ts";
import { omeText, pyramidBytes } from "../../io/tiff/pyramidFile.ts";
import { soon } from "../chromium.ts";
import { explorerPages, pixelAt } from "./explorerPage.ts";

const um = 0.25;
/** Each level in a colour of its own; a cross of black in the middle. */
const colors = [
  [200, 40, 40],
  [40, 200, 40],
  [40, 40, 200],
] as const;
const [width, height] = [2560, 1920];
const levels = [1, 2, 4].map((step, at) => ({
  ...{ width: width / step, height: height / step },
  color: (x: number, y: number) => {
    const onCross = Math.abs(x * step - width / 2) < 30 || Math.abs(y * step - height / 2) < 30;
    return onCross ? ([0, 0, 0] as const) : colors[at];
  },
}));

/** Tiles in JPEG of each level's colour, with the colours that another decoder finds. */
const jpeg: Readonly<Record<string, { tables: string; tiles: string[]; colors: number[][] }>> = JSON.parse(
  readFileSync("fixtures/tiff/jpegTiles.json", "utf8"),
);

const pages = explorerPages(async (folder) => {
  const tenx = smallTenx();
  const slide = join(folder, "slide");
  mkdirSync(join(slide, "morphology_focus"), { recursive: true });
  writeFileSync(join(slide, "cell_feature_matrix.h5"), await h5Bytes(tenx));
  // Cells in the corners of the picture and on the cross.
  const [right, bottom] = [width * um, height * um];
  const rows = tenx.barcodes.map((name, j) => {
    const [x, y] = [(j & 1) * right, ((j >> 1) & 1) * bottom];
    return `"${name}",${x},${y},${40 + j}`;
  });
  writeFileSync(
    join(slide, "cells.csv"),
    `"cell_id","x_centroid","y_centroid","transcript_counts"\n${rows.join("\n")}\n`,
  );
  const bytes = pyramidBytes(levels, { tile: 256, description: omeText(um) });
  writeFileSync(join(slide, "morphology_focus/ch0000_dapi.ome.tif"), bytes);
  const decoded = (text: string) => new Uint8Array(Buffer.from(text, "base64"));
  for (const [name, { tables, tiles }] of Object.entries(jpeg)) {
    const codec = { compression: 7, photometric: name === "rgb" ? 2 : 6, tables: decoded(tables) };
    const packed = levels.map((level, at) => ({ ...level, packed: decoded(tiles[at]) }));
    const bytes = pyramidBytes(packed, { tile: 256, description: omeText(um), codec });
    writeFileSync(join(folder, `jpeg-${name}.tif`), bytes);
  }
  writeFileSync(
    join(folder, "elsewhere.tif"),
    pyramidBytes(levels.slice(2), { tile: 256, description: omeText(0.01) }),
  );
});

/** The middle of the map, beside the cross. */
async function colorAt(page: Page, right: number, down: number): Promise<number[]> {
  const box = await page.locator(".pane").boundingBox();
  if (!box) throw new Error("no pane");
  return pixelAt(page, box.x + box.width / 2 + right, box.y + box.height / 2 + down);
}

test("a large picture is shown by tiles of the level that the zoom needs, under the cells that it belongs to", async () => {
  const page = await pages.open("slide");
  await soon(() => page.locator("#pyramid").inputValue()).toBe("morphology_focus/ch0000_dapi.ome.tif");
  await page.fill("#picture-opacity", "1");
  // As a whole: 2,560 pixels on some 800 of the screen, which the smallest level gives.
  await soon(() => colorAt(page, 100, 100)).toEqual([...colors[2]]);
  await page.click('button[aria-label="Zoom in"]');
  await soon(() => colorAt(page, 100, 100)).toEqual([...colors[1]]);
  await page.click('button[aria-label="Zoom in"]');
  await soon(() => colorAt(page, 100, 100)).toEqual([...colors[0]]);
  // The cross stays where it is in the tissue.
  expect(await colorAt(page, 0, 0)).toEqual([0, 0, 0]);
  // Without tiles, the level that was read as a whole.
  await page.selectOption("#pyramid", "");
  await soon(() => colorAt(page, 100, 100)).toEqual([...colors[1]]);
  await page.context().close();
});

test("tiles in JPEG have the colours that their tables and the TIFF give them", async () => {
  const page = await pages.open("slide");
  await soon(() => page.locator("#pyramid").inputValue()).not.toBe("");
  await page.fill("#picture-opacity", "1");
  expect(Object.keys(jpeg)).toEqual(["ycbcr", "rgb"]);
  for (const [name, { colors: expected }] of Object.entries(jpeg)) {
    await page.setInputFiles("#pyramid-file", join(pages.folder, `jpeg-${name}.tif`));
    await soon(() => page.locator("#pyramid").inputValue()).toBe(`jpeg-${name}.tif`);
    // Decoders round differently.
    const near = expected[2].map((value) => expect.closeTo(value, -0.5));
    await soon(() => colorAt(page, 0, 0)).toEqual(near);
  }
  await page.context().close();
});

test("a picture that lies elsewhere than the cells, and a file that is none, are refused in words", async () => {
  const page = await pages.open("slide");
  await soon(() => page.locator("#pyramid").inputValue()).not.toBe("");
  await page.setInputFiles("#pyramid-file", join(pages.folder, "elsewhere.tif"));
  await soon(() => page.locator("#explorer-trouble p").textContent()).toMatch(
    /elsewhere\.tif: expected a picture of this tissue, .* got 640 x 480 pixels under \d+ % of the cells/,
  );
  await page.setInputFiles("#pyramid-file", {
    name: "notes.tif",
    mimeType: "",
    buffer: Buffer.from("no picture at all"),
  });
  await soon(() => page.locator("#explorer-trouble p").textContent()).toContain("notes.tif: expected a TIFF picture");
  expect(await page.locator("#pyramid").inputValue()).toBe("morphology_focus/ch0000_dapi.ome.tif");
  await page.context().close();
});
