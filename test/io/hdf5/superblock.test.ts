import { expect, test } from "vitest";
import { blobSource } from "../../../src/io/browser/blobSource.ts";
import { lookup3 } from "../../../src/io/hdf5/lookup3.ts";
import {
  baseAddress,
  expectWholeHdf5,
  looksLikeHdf5,
  replaceRoot,
  superblockOffset,
} from "../../../src/io/hdf5/superblock.ts";

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const int64 = (value: number) => Array.from({ length: 8 }, (_, k) => Math.floor(value / 256 ** k) % 256);
const UNDEFINED = new Array(8).fill(0xff);

/** Version 0: sizes of addresses and lengths, B-tree ranks, flags, base, free space, end, driver, entry of the root group. */
function version0(end: number): number[] {
  const sizes = [0, 0, 0, 0, 0, 8, 8, 0, 4, 0, 16, 0, 0, 0, 0, 0];
  const root = [...int64(0), ...int64(96), 1, 0, 0, 0, 0, 0, 0, 0, ...int64(136), ...int64(680)];
  return [...SIGNATURE, ...sizes, ...int64(0), ...UNDEFINED, ...int64(end), ...UNDEFINED, ...root];
}

/** Version 2: sizes, flags, base, extension, end, root group, checksum. */
function version2(end: number): number[] {
  const block = [...SIGNATURE, 2, 8, 8, 0, ...int64(0), ...UNDEFINED, ...int64(end), ...int64(48)];
  const checksum = lookup3(Uint8Array.from(block));
  return [...block, ...int64(checksum).slice(0, 4)];
}

const padded = (bytes: readonly number[], length: number) => Uint8Array.from({ length }, (_, i) => bytes[i] ?? 0);
const fileOf = (bytes: Uint8Array<ArrayBuffer>) => blobSource(new Blob([bytes]), "a.h5");

function draftOf(bytes: Uint8Array) {
  const draft = {
    mount: () => Promise.reject(new Error("not mounted")),
    size: async () => bytes.length,
    read: async (at: number, length: number) => bytes.slice(at, at + length),
    write: async (at: number, part: Uint8Array) => bytes.set(part, at),
    commit: async () => undefined,
    discard: async () => undefined,
  };
  return draft;
}

test("a whole file passes in each version, one byte less is refused with both lengths", async () => {
  for (const block of [version0(700), version2(700)]) {
    await expectWholeHdf5(fileOf(padded(block, 700)));
    await expect(expectWholeHdf5(fileOf(padded(block, 699)))).rejects.toThrow(
      "a.h5: expected 700 bytes, got 699: the file was cut short; copy or download it again",
    );
  }
});

test("what has no signature is no HDF5 file", async () => {
  expect(looksLikeHdf5(Uint8Array.from(SIGNATURE))).toBe(true);
  expect(looksLikeHdf5(Uint8Array.from(SIGNATURE.with(1, 0x49)))).toBe(false);
  await expect(expectWholeHdf5(fileOf(new Uint8Array(0)))).rejects.toThrow(
    "a.h5: expected an HDF5 file, got an empty file",
  );
  await expect(expectWholeHdf5(fileOf(new Uint8Array(900)))).rejects.toThrow(/its signature is missing/);
});

test("the superblock is found after a user block of 512 or 1024 bytes, and addresses count from it", async () => {
  for (const before of [512, 1024]) {
    const bytes = new Uint8Array(before + 700);
    bytes.set(padded(version2(700), 700), before);
    expect(await superblockOffset(fileOf(bytes))).toBe(before);
    expect(await baseAddress(draftOf(bytes))).toBe(before);
  }
});

test("addresses of another size than eight bytes are no superblock that is known", async () => {
  expect(await superblockOffset(fileOf(padded(version0(700).with(13, 4), 700)))).toBeUndefined();
  expect(await superblockOffset(fileOf(padded(version2(700).with(8, 9), 700)))).toBeUndefined();
});

test("a new root group is named in place of the old: without its cached structures, or with a new checksum", async () => {
  const old = padded(version0(700), 700);
  await replaceRoot(draftOf(old), 0x1234n);
  const view = new DataView(old.buffer);
  expect(view.getBigUint64(64, true)).toBe(0x1234n);
  expect([...old.subarray(72, 96)]).toEqual(new Array(24).fill(0));
  expect([...old.subarray(0, 64)]).toEqual(version0(700).slice(0, 64));

  const newer = padded(version2(700), 700);
  await replaceRoot(draftOf(newer), 0x1234n);
  const block = new DataView(newer.buffer);
  expect(block.getBigUint64(36, true)).toBe(0x1234n);
  expect(block.getUint32(44, true)).toBe(lookup3(newer.subarray(0, 44)));
  expect(block.getUint32(44, true)).not.toBe(new DataView(padded(version2(700), 48).buffer).getUint32(44, true));
});
