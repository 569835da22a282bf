import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeNumbers } from "../../../src/io/stored/numbers.ts";

const bytesOf = (array: ArrayBufferView) => new Uint8Array(array.buffer.slice(0), array.byteOffset, array.byteLength);
const whole = { type: 0, signed: true };

test("64-bit integers become the doubles nearest to them, negative ones too", () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })), (values) => {
      const decoded = decodeNumbers(bytesOf(BigInt64Array.from(values)), { ...whole, size: 8 });
      expect([...decoded]).toEqual(values.map((value) => Number(value >> 32n) * 2 ** 32 + Number(value & 0xffffffffn)));
    }),
  );
  const exact = [0n, 1n, -1n, 2n ** 53n, -(2n ** 53n), 4294967296n];
  expect([...decodeNumbers(bytesOf(BigInt64Array.from(exact)), { ...whole, size: 8 })]).toEqual(exact.map(Number));
  const large = BigUint64Array.of(2n ** 64n - 2048n);
  expect([...decodeNumbers(bytesOf(large), { type: 0, signed: false, size: 8 })]).toEqual([2 ** 64 - 2048]);
});

test("half precision has the values of IEEE 754: the smallest, the largest, one, a third, infinities and NaN", () => {
  const bits = Uint16Array.of(0x0001, 0x7bff, 0x3c00, 0x3555, 0x8000, 0xfc00, 0x7c00, 0x7e00, 0xc000);
  const values = [...decodeNumbers(bytesOf(bits), { type: 1, size: 2, signed: true })];
  expect(values).toEqual([2 ** -24, 65504, 1, 0.333251953125, -0, -Infinity, Infinity, Number.NaN, -2]);
});

test("signed and unsigned bytes differ above 127, and bytes in the middle of memory are read from where they begin", () => {
  const bytes = Uint8Array.of(9, 200, 1, 0).subarray(1, 3);
  expect([...decodeNumbers(bytes, { ...whole, size: 1 })]).toEqual([-56, 1]);
  expect([...decodeNumbers(bytes, { type: 0, signed: false, size: 1 })]).toEqual([200, 1]);
  expect([...decodeNumbers(bytes, { type: 0, signed: false, size: 2 })]).toEqual([456]);
});

test("numbers of 16 bytes have no array", () => {
  expect(() => decodeNumbers(new Uint8Array(16), { type: 1, size: 16, signed: true })).toThrow(/got 16/);
});
