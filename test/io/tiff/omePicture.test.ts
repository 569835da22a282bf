import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { readDirectory, readTiffHeader } from "../../../src/io/tiff/directory.ts";
import { type Level, readLevels } from "../../../src/io/tiff/level.ts";
import { chooseLevel, readOmePicture } from "../../../src/io/tiff/omePicture.ts";
import { readPixels } from "../../../src/io/tiff/pixels.ts";
import { memoryFile } from "../fuzz/memoryFiles.ts";

const folder = "fixtures/tiff";
const expected: {
  readonly files: Readonly<Record<string, "grey" | "colors">>;
  readonly pixels: Readonly<Record<string, readonly (readonly number[])[]>>;
} = JSON.parse(readFileSync(`${folder}/expected.json`, "utf8"));
const readable = Object.keys(expected.files).filter((name) => name !== "lzma");

const bytesOf = (name: string) => new Uint8Array(readFileSync(`${folder}/${name}.ome.tif`));
const sourceOf = (bytes: Uint8Array) => memoryFile("folder", new Map([["a.ome.tif", bytes]]), "a.ome.tif");

test.each(readable)("%s: both levels have the pixels that tifffile reads", async (name) => {
  const source = sourceOf(bytesOf(name));
  const header = await readTiffHeader(source);
  const levels = await readLevels(source, header, await readDirectory(source, header, header.first));
  const channels = expected.files[name] === "colors" ? 3 : 1;
  expect(levels.map(({ width, height, channels: of }) => [width, height, of])).toEqual([
    [56, 40, channels],
    [28, 20, channels],
  ]);
  for (const [at, level] of levels.entries()) {
    expect([...(await readPixels(source, header, level))]).toEqual(expected.pixels[expected.files[name]][at]);
  }
});

test("a picture has bytes from the darkest to the brightest percent, and the size of its pixels in micrometres", async () => {
  const { picture, umPerPixel, step } = await readOmePicture(sourceOf(bytesOf("deflate")));
  expect([picture.width, picture.height, picture.channels, step, umPerPixel]).toEqual([56, 40, 1, 1, 0.2125]);
  const values = expected.pixels.grey[0];
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [0.01, 0.995].map((share) => sorted[Math.floor(share * sorted.length)]);
  expect([...picture.values]).toEqual(
    values.map((value) => Math.max(0, Math.min(255, Math.round((255 * (value - low)) / (high - low))))),
  );
});

test("bytes stay as they are, and other units of length are micrometres", async () => {
  const { picture, umPerPixel } = await readOmePicture(sourceOf(bytesOf("colors")));
  expect([...picture.values]).toEqual(expected.pixels.colors[0]);
  expect(umPerPixel).toBeCloseTo(0.425, 12);
});

test("a codec that is not read is named", async () => {
  await expect(readOmePicture(sourceOf(bytesOf("lzma")))).rejects.toThrow(
    "folder/a.ome.tif: expected a picture in JPEG, JPEG 2000, deflate, LZW or without a codec, got LZMA, which is not read",
  );
});

test("the smallest level of 1,200 pixels is taken, the finest where all are smaller", () => {
  const level = (width: number, height: number) => ({ width, height }) as Level;
  const pyramid = [level(54000, 48000), level(3375, 3000), level(900, 1500), level(422, 375)];
  expect(chooseLevel(pyramid)).toBe(pyramid[2]);
  expect(chooseLevel([level(300, 200), level(600, 400)])).toEqual(level(600, 400));
});

test("whatever bytes are changed or missing, the picture is read or refused by name", async () => {
  const rng = createRandom(4);
  let refused = 0;
  for (let round = 0; round < 600; round++) {
    const bytes = bytesOf(readable[rng.integer(readable.length)]);
    for (let k = rng.integer(4); k >= 0; k--) bytes[rng.integer(bytes.length)] = rng.integer(256);
    const cut = rng.integer(3) === 0 ? bytes.subarray(0, rng.integer(bytes.length)) : bytes;
    try {
      const { picture } = await readOmePicture(sourceOf(cut));
      expect(picture.values).toHaveLength(picture.width * picture.height * picture.channels);
    } catch (error) {
      expect(error).toMatchObject({ code: expect.stringMatching(/bad-file|unsupported/) });
      expect(String(error)).toContain("a.ome.tif");
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(100);
});

test("a picture of more pixels than a map could show is refused before memory is taken for it", async () => {
  const bytes = bytesOf("plain");
  const view = new DataView(bytes.buffer);
  const first = view.getUint32(4, true);
  // Width and height are the entries of tags 256 and 257, which come before any level.
  for (let k = 0; k < view.getUint16(first, true); k++) {
    const at = first + 2 + 12 * k;
    if (![256, 257].includes(view.getUint16(at, true))) continue;
    view.setUint16(at + 2, 4, true);
    view.setUint32(at + 8, 1_000_000, true);
  }
  await expect(readOmePicture(sourceOf(bytes))).rejects.toThrow(/expected a level of at most 67108864 pixels/);
});
