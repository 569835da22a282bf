import { expect, test } from "vitest";
import { boundZarrCodecs, EXACT_SIZE } from "../../../src/io/zarr/codecs.ts";
import { exactChunks, expectSeparator, expectShape, isHalf } from "../../../src/io/zarr/description.ts";
import { expectKnownCodecs } from "../../../src/io/zarr/knownCodecs.ts";
import { configurationOf, type JsonObject, type ZarrNode } from "../../../src/io/zarr/node.ts";

boundZarrCodecs();

const v2 = (description: JsonObject): ZarrNode => ({ kind: "array", version: 2, attributes: {}, description });
const v3 = (description: JsonObject): ZarrNode => ({ kind: "array", version: 3, attributes: {}, description });
const grid = (...chunks: unknown[]) => ({ name: "regular", configuration: { chunk_shape: chunks } });
const sharding = (...chunks: number[]) => ({
  name: "sharding_indexed",
  configuration: {
    chunk_shape: chunks,
    codecs: [{ name: "bytes" }, { name: "zstd" }],
    index_codecs: [{ name: "bytes" }],
  },
});

test("the grid of chunks is that of version 2, of version 3, and of shards where there are such", () => {
  expect(expectShape("a", v2({ shape: [7, 5], chunks: [4, 5] }))).toEqual([4, 5]);
  expect(expectShape("a", v3({ shape: [7], chunk_grid: grid(3) }))).toEqual([3]);
  expect(expectShape("a", v3({ shape: [8], chunk_grid: grid(4), codecs: [sharding(2)] }))).toEqual([4]);
  expect(expectShape("a", v2({ shape: [0], chunks: [1] }))).toEqual([1]);
});

test.each([
  ["a fraction", { shape: [2.5], chunks: [1] }],
  ["a negative size", { shape: [-1], chunks: [1] }],
  ["chunks without an element", { shape: [4], chunks: [0] }],
  ["other axes in chunks than in the shape", { shape: [4, 4], chunks: [4] }],
  ["more elements than can be counted", { shape: [2 ** 30, 2 ** 30], chunks: [1, 1] }],
  ["nine axes", { shape: new Array(9).fill(1), chunks: new Array(9).fill(1) }],
  ["text", { shape: ["4"], chunks: [4] }],
])("%s is no shape", (_, description) => {
  expect(() => expectShape("a", v2(description))).toThrow(/^a: expected a shape and chunks of whole numbers, got /);
});

test("keys of chunks have . or / between their numbers", () => {
  expectSeparator("a", v2({}));
  expectSeparator("a", v2({ dimension_separator: "/" }));
  expect(() => expectSeparator("a", v2({ dimension_separator: ".." }))).toThrow('got ".."');
  const encoding = { name: "default", configuration: { separator: "/../" } };
  expect(() => expectSeparator("a", v3({ chunk_key_encoding: encoding }))).toThrow('got "/../"');
});

test("half precision is told in both versions and read as its bits where the fill value is 0", () => {
  expect([v2({ dtype: "<f2" }), v3({ data_type: "float16" }), v2({ dtype: "<f4" })].map(isHalf)).toEqual([
    true,
    true,
    false,
  ]);
  expect(exactChunks(v2({ dtype: "<f2", fill_value: 0 })).dtype).toBe("<u2");
  expect(exactChunks(v2({ dtype: "<f2", fill_value: 1.5 })).dtype).toBe("<f2");
  expect(exactChunks(v3({ data_type: "float16", fill_value: 0, codecs: [] })).data_type).toBe("uint16");
});

test("the check of sizes comes right after the numbers are bytes, within shards too", () => {
  expect(exactChunks(v2({ dtype: "<f4", filters: [{ id: "delta" }] })).filters).toEqual([
    { id: EXACT_SIZE },
    { id: "delta" },
  ]);
  const bytes = { name: "bytes" };
  expect(exactChunks(v3({ data_type: "int8", codecs: [bytes, { name: "gzip" }] })).codecs).toEqual([
    bytes,
    { name: EXACT_SIZE, configuration: {} },
    { name: "gzip" },
  ]);
  const [shard] = exactChunks(v3({ data_type: "int8", codecs: [sharding(2)] })).codecs as unknown[];
  expect(configurationOf(shard).codecs).toEqual([bytes, { name: EXACT_SIZE, configuration: {} }, { name: "zstd" }]);
});

test("an unknown codec is named, be it a compressor, a filter, or inside of a shard", () => {
  expectKnownCodecs("a", v3({ codecs: [sharding(2)] }));
  expectKnownCodecs("a", v2({ compressor: { id: "blosc" }, filters: null }));
  expect(() => expectKnownCodecs("a", v2({ compressor: { id: "pcodec" } }))).toThrow(/got \{"id":"pcodec"\}/);
  expect(() => expectKnownCodecs("a", v2({ filters: [{ id: "pcodec" }] }))).toThrow(/pcodec/);
  const inner = sharding(2);
  const shard = { ...inner, configuration: { ...inner.configuration, codecs: [{ name: "pcodec" }] } };
  expect(() => expectKnownCodecs("a", v3({ codecs: [shard] }))).toThrow(/pcodec/);
});
