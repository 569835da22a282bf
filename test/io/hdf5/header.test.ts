import { expect, test } from "vitest";
import { blobSource } from "../../../src/io/browser/blobSource.ts";
import { headerMessages } from "../../../src/io/hdf5/header.ts";
import { clearTimes } from "../../../src/io/hdf5/times.ts";

/** A message: type, size and flags, then its content. */
function message(type: number, content: readonly number[]): number[] {
  return [type & 0xff, type >> 8, content.length & 0xff, content.length >> 8, 0, 0, 0, 0, ...content];
}

/** An object header of version 1 around a block of messages. */
const header = (block: readonly number[]) => [1, 0, 1, 0, 1, 0, 0, 0, block.length, 0, 0, 0, 0, 0, 0, 0, ...block];
const int64 = (value: number) => Array.from({ length: 8 }, (_, k) => Math.floor(value / 256 ** k) % 256);
const fileOf = (bytes: readonly number[]) => blobSource(new Blob([Uint8Array.from(bytes)]), "a.h5");

const BASE = 3;
const ADDRESS = 5;
const before = Array.from({ length: BASE + ADDRESS }, () => 0xee);

test("messages of a header are told with type, content and where it lies, counted from the base of the file", async () => {
  const file = fileOf([...before, ...header([...message(3, [7, 8]), ...message(0x12, [1, 0, 0, 0, 9, 9, 9, 9])])]);
  const messages = await headerMessages(file, BASE, BigInt(ADDRESS));
  const start = BASE + ADDRESS + 16;
  expect(messages?.map(({ type, at, content }) => [type, at, content.byteLength, content.getUint8(0)])).toEqual([
    [3, start + 8, 2, 7],
    [0x12, start + 18, 8, 1],
  ]);
});

test("a continuation leads to more messages elsewhere, whose address counts from the base too", async () => {
  const more = message(5, [42]);
  const block = message(0x10, [...int64(200 - BASE), ...int64(more.length)]);
  const first = [...before, ...header(block)];
  const file = fileOf([...first, ...new Array(200 - first.length).fill(0), ...more]);
  const messages = await headerMessages(file, BASE, BigInt(ADDRESS));
  expect(messages?.map(({ type }) => type)).toEqual([0x10, 5]);
  expect(messages?.[1]).toMatchObject({ at: 208 });
});

test("another version, a header beyond the end and blocks that lead to one another are no header", async () => {
  expect(await headerMessages(fileOf([...before, 2, ...new Array(40).fill(0)]), BASE, BigInt(ADDRESS))).toBeUndefined();
  expect(await headerMessages(fileOf(before), BASE, BigInt(ADDRESS))).toBeUndefined();
  const circle = header(message(0x10, [...int64(16), ...int64(24)]));
  expect(await headerMessages(fileOf(circle), 0, 0n)).toBeUndefined();
});

test("the time of the last change is set to 0 and nothing else is written", async () => {
  const bytes = [...before, ...header([...message(3, [7, 8]), ...message(0x12, [1, 2, 3, 4, 9, 9, 9, 9])])];
  const written: [number, number[]][] = [];
  const source = fileOf(bytes);
  const draft = {
    ...source,
    size: async () => bytes.length,
    write: async (at: number, part: Uint8Array) => {
      written.push([at, [...part]]);
    },
    commit: async () => undefined,
    discard: async () => undefined,
  };
  await clearTimes(draft, BASE, [BigInt(ADDRESS)]);
  expect(written).toEqual([[bytes.length - 4, [0, 0, 0, 0]]]);
});
