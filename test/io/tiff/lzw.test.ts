import { expect, test } from "vitest";
import { unpackLzw } from "../../../src/io/tiff/lzw.ts";

/** Codes of nine bits, the highest first. */
function packed(codes: readonly number[]): Uint8Array {
  const bits = codes.map((code) => code.toString(2).padStart(9, "0")).join("");
  return Uint8Array.from(bits.match(/.{1,8}/g) ?? [], (byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
}

test("codes stand for bytes and for pieces that came before, as in the example of the TIFF specification", () => {
  const codes = [256, 7, 258, 8, 8, 258, 6, 6, 257];
  expect([...unpackLzw(packed(codes), 100)]).toEqual([7, 7, 7, 8, 8, 7, 7, 6, 6]);
});

test("the code that is about to be known is the last piece and its first byte", () => {
  expect([...unpackLzw(packed([256, 5, 258, 259, 257]), 100)]).toEqual([5, 5, 5, 5, 5, 5]);
});

test("codes that cannot be end it, and so does the number of bytes that are wanted", () => {
  expect([...unpackLzw(packed([256, 5, 400, 6]), 100)]).toEqual([5]);
  expect([...unpackLzw(packed([256, 258]), 100)]).toEqual([]);
  expect([...unpackLzw(packed([256, 5, 258, 259, 260]), 4)]).toEqual([5, 5, 5, 5]);
});
