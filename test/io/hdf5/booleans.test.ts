import { expect, test } from "vitest";
import { BOOLEAN_MEMBER, patchBooleans } from "../../../src/io/hdf5/booleans.ts";

const name = Array.from({ length: 8 }, (_, i) => BOOLEAN_MEMBER.charCodeAt(i) || 0);
const int8 = [0x10, 0x08, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0];
/** Class 6, version 1, one member of one byte: name, offset, dimensions, its type. */
const marked = [0x16, 1, 0, 0, 1, 0, 0, 0, ...name, ...new Array(32).fill(0), ...int8];
/** Class 8, version 1, two members: int8, their names in eight bytes each, their values. */
const ascii = (text: string) => Array.from({ length: 8 }, (_, i) => text.charCodeAt(i) || 0);
const boolean = [0x18, 2, 0, 0, 1, 0, 0, 0, ...int8, ...ascii("FALSE"), ...ascii("TRUE"), 0, 1];

function draftOf(bytes: Uint8Array) {
  return {
    mount: () => Promise.reject(new Error("not mounted")),
    size: async () => bytes.length,
    read: async (at: number, length: number) => bytes.slice(at, at + length),
    write: async (at: number, part: Uint8Array) => bytes.set(part, at),
    commit: async () => undefined,
    discard: async () => undefined,
  };
}

test("a marked type becomes h5py's boolean, padded with zeros to the length of the mark; all else stays", async () => {
  const bytes = Uint8Array.from([7, 7, ...marked, 9, 0x16, 1, 9]);
  await patchBooleans(draftOf(bytes), 0, 1);
  expect([...bytes]).toEqual([7, 7, ...boolean, ...new Array(marked.length - boolean.length).fill(0), 9, 0x16, 1, 9]);
});

test("a mark that lies across the border of two blocks is found once", async () => {
  const border = 1 << 22;
  const bytes = new Uint8Array(border + 200);
  bytes.set(marked, border - 30);
  bytes.set(marked, border + 100);
  await patchBooleans(draftOf(bytes), 0, 2);
  expect([...bytes.subarray(border - 30, border - 30 + boolean.length)]).toEqual(boolean);
  expect([...bytes.subarray(border + 100, border + 100 + boolean.length)]).toEqual(boolean);
});

test("a mark before the place to look from is found when one is missing after it, and a missing one is a fault", async () => {
  const bytes = Uint8Array.from([...marked, ...new Array(500).fill(0)]);
  await patchBooleans(draftOf(bytes), 300, 1);
  expect(bytes[0]).toBe(0x18);
  await expect(patchBooleans(draftOf(bytes), 0, 1)).rejects.toThrow("internal: 1 booleans were written, 0 found");
});
