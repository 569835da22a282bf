import { deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { registry } from "zarrita";
import { boundZarrCodecs, EXACT_SIZE, sizeOf } from "../../../src/io/zarr/codecs.ts";

boundZarrCodecs();

interface Decoder {
  decode(bytes: Uint8Array): Promise<unknown>;
}

/** The decoder of a codec for chunks of a type and shape, as zarrita makes it. */
async function decoder(name: string, dataType: string, shape: readonly number[]): Promise<Decoder> {
  const codec: unknown = await registry.get(name)?.();
  // zarrita's registry holds classes of several kinds, whose types it does not export.
  return (codec as { fromConfig(settings: object, meta: object): Decoder }).fromConfig(
    {},
    { dataType, shape, codecs: [] },
  );
}

test("elements have the size that their type says; text of one length has four bytes a letter or one", () => {
  expect(["int8", "uint16", "float32", "float64", "bool", "v2:U5", "v2:S5"].map(sizeOf)).toEqual([
    1, 2, 4, 8, 1, 20, 5,
  ]);
});

test.each([
  ["gzip", gzipSync],
  ["zlib", deflateSync],
])("a %s chunk of the size of its array passes, a bomb is refused", async (name, pack) => {
  const chunk = Uint8Array.from({ length: 40 }, (_, i) => i);
  const decode = (bytes: Uint8Array) => decoder(name, "int32", [10]).then((each) => each.decode(bytes));
  expect(await decode(pack(chunk))).toEqual(chunk);
  await expect(decode(pack(new Uint8Array(200)))).rejects.toThrow(/at most 104 bytes once inflated/);
});

test("a chunk that is longer or shorter than its array says is refused, one of the right length passes", async () => {
  const exact = await decoder(EXACT_SIZE, "float32", [2, 3]);
  expect(await exact.decode(new Uint8Array(24))).toEqual(new Uint8Array(24));
  for (const length of [0, 23, 25]) {
    await expect(async () => exact.decode(new Uint8Array(length))).rejects.toThrow(
      `expected chunks of 24 bytes, got one of ${length}`,
    );
  }
});

test("a zstd or lz4 chunk that declares more than its array holds is refused before it is unpacked", async () => {
  // lz4 of numcodecs: the length in four bytes, then the block.
  const lz4 = await decoder("numcodecs.lz4", "int8", [16]);
  await expect(async () => lz4.decode(Uint8Array.of(0xff, 0xff, 0xff, 0x7f, 0, 0))).rejects.toThrow(
    /expected a lz4 chunk of at most 80 bytes, got 2147483647/,
  );
  // zstd: magic number, a frame of one segment with its size in four bytes, an empty last block.
  const zstd = await decoder("zstd", "int8", [16]);
  const frame = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0x40, 1, 0, 0);
  await expect(async () => zstd.decode(frame)).rejects.toThrow(
    /expected a zstd chunk of at most 80 bytes, got 1073741824/,
  );
});

/** numcodecs' VLenUTF8: the number of texts, then the length and the bytes of each. */
function texts(...values: string[]): Uint8Array {
  const int32 = (value: number) => [value & 255, (value >> 8) & 255, 0, 0];
  const each = values.flatMap((value) => {
    const bytes = new TextEncoder().encode(value);
    return [...int32(bytes.length), ...bytes];
  });
  return Uint8Array.from([...int32(values.length), ...each]);
}

test("texts of any length come as they were written; other counts and lengths than the chunk has are refused", async () => {
  const codec = await decoder("vlen-utf8", "string", [3]);
  const decode = async (bytes: Uint8Array) => codec.decode(bytes);
  expect(await decode(texts("a", "", "ü𝄞"))).toMatchObject({ data: ["a", "", "ü𝄞"] });
  await expect(decode(texts("a", "b", "c").subarray(0, 16))).rejects.toMatchObject({ code: "bad-file" });
  await expect(decode(texts("a", "b", "c", "d"))).rejects.toMatchObject({ code: "bad-file" });
});
