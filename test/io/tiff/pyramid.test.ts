import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openPyramid } from "../../../src/io/tiff/pyramid.ts";
import { memoryFile } from "../fuzz/memoryFiles.ts";
import { omeText, pyramidBytes } from "./pyramidFile.ts";

const sourceOf = (bytes: Uint8Array) => memoryFile("folder", new Map([["a.tif", bytes]]), "a.tif");
/** Level, and place of the pixel. */
const level = (at: number, width: number, height: number) => ({
  ...{ width, height },
  color: (x: number, y: number) => [at, x % 256, y % 256] as const,
});
const levels = [level(0, 100, 70), level(1, 50, 35), level(2, 25, 17)];

test.each([false, true])(
  "tiles of all levels have their pixels, cut where the picture ends (levels behind: %s)",
  async (chained) => {
    const pyramid = await openPyramid(sourceOf(pyramidBytes(levels, { tile: 16, description: omeText(0.5), chained })));
    expect([pyramid.width, pyramid.height, pyramid.umPerPixel]).toEqual([100, 70, 0.5]);
    expect(pyramid.levels.map(({ step, across, down }) => [step, across, down])).toEqual([
      [1, 7, 5],
      [2, 4, 3],
      [4, 2, 2],
    ]);
    for (const [at, { across, down }] of pyramid.levels.entries()) {
      for (const [column, row] of [
        [0, 0],
        [across - 1, down - 1],
      ]) {
        const { width, height, channels, values } = await pyramid.tile(at, column, row);
        expect([width, height, channels]).toEqual([
          Math.min(16, levels[at].width - 16 * column),
          Math.min(16, levels[at].height - 16 * row),
          3,
        ]);
        const last = 3 * (width * height - 1);
        expect([...values.subarray(0, 3), ...values.subarray(last)]).toEqual([
          ...[at, 16 * column, 16 * row],
          ...[at, 16 * column + width - 1, 16 * row + height - 1],
        ]);
      }
    }
  },
);

test("numbers of 16 bits have the contrast of the smallest level in every tile", async () => {
  const bytes = new Uint8Array(readFileSync("fixtures/tiff/deflate.ome.tif"));
  const { levels: found, tile } = await openPyramid(sourceOf(bytes));
  const expected = JSON.parse(readFileSync("fixtures/tiff/expected.json", "utf8")).pixels.grey;
  const sorted = [...expected[1]].sort((a: number, b: number) => a - b);
  const [low, high] = [0.01, 0.995].map((share) => sorted[Math.floor(share * sorted.length)]);
  const { width, height, values } = await tile(0, 1, 1);
  expect([width, height, found.length]).toEqual([16, 16, 2]);
  const inTile = Array.from({ length: 256 }, (_, at) => expected[0][(16 + (at >> 4)) * 56 + 16 + (at & 15)]);
  expect([...values]).toEqual(
    inTile.map((value: number) => Math.max(0, Math.min(255, Math.round((255 * (value - low)) / (high - low))))),
  );
});

test("a large picture without smaller levels is refused in words", async () => {
  const bytes = pyramidBytes([level(0, 16, 16)], { tile: 16, description: omeText(1) });
  const view = new DataView(bytes.buffer);
  const first = view.getUint32(4, true);
  // Width and height of the first directory, whose entries have 12 bytes.
  for (const at of [0, 1]) view.setUint32(first + 2 + 12 * at + 8, 8192, true);
  await expect(openPyramid(sourceOf(bytes))).rejects.toThrow(
    "expected a picture with smaller levels, down to 16777216 pixels, got 8192 x 8192 as the smallest",
  );
});

test("tiles in JPEG need the decoder of a browser, and say so elsewhere", async () => {
  const packed = Uint8Array.of(0xff, 0xd8, 0xff, 0xd9);
  const codec = { compression: 7, photometric: 6, tables: packed };
  const bytes = pyramidBytes([{ ...level(0, 16, 16), packed }], { tile: 16, description: omeText(1), codec });
  await expect(openPyramid(sourceOf(bytes))).rejects.toThrow(
    "expected a picture in JPEG 2000, deflate, LZW or without a codec, got tiles in JPEG; cellscape view shows them",
  );
});
