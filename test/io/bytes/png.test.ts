import { deflateSync } from "node:zlib";
import { encode } from "fast-png";
import { expect, test } from "vitest";
import { crc32 } from "../../../src/io/bytes/crc32.ts";
import { expectHonestPng } from "../../../src/io/bytes/png.ts";

const picture = (width: number, height: number) =>
  encode({
    width,
    height,
    data: new Uint8Array(3 * width * height).map((_, i) => (i * 37) % 256),
    channels: 3,
    depth: 8,
  });

/** A grey picture whose header says one size and whose pixels have another. */
function lying(width: number, height: number, pixels: number): Uint8Array {
  const chunk = (type: string, data: Uint8Array) => {
    const bytes = new Uint8Array(12 + data.length);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, data.length);
    bytes.set(new TextEncoder().encode(type), 4);
    bytes.set(data, 8);
    view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
    return bytes;
  };
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, width);
  new DataView(header.buffer).setUint32(4, height);
  header.set([8, 0, 0, 0, 0], 8);
  const parts = [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), chunk("IHDR", header)];
  parts.push(chunk("IDAT", deflateSync(new Uint8Array(pixels))), chunk("IEND", new Uint8Array(0)));
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

test("a picture that packs what its size says passes, of a few pixels and of many", async () => {
  await expectHonestPng("a.png", picture(3, 2));
  await expectHonestPng("a.png", picture(300, 200));
  await expectHonestPng("a.png", lying(4, 3, 15));
});

test("one that packs more, claims too many pixels, is cut short or none at all is refused by name", async () => {
  await expect(expectHonestPng("a.png", lying(4, 3, 100_000))).rejects.toThrow(
    /^a\.png: expected \d+ bytes of pixels, got more/,
  );
  await expect(expectHonestPng("a.png", lying(70_000, 70_000, 10))).rejects.toThrow(
    /at most 134217728 pixels, got 70000 x 70000/,
  );
  await expect(expectHonestPng("a.png", picture(300, 200).slice(0, 400))).rejects.toThrow(/cut short or damaged/);
  await expect(expectHonestPng("a.png", new Uint8Array(64))).rejects.toThrow(/expected a PNG picture/);
});
