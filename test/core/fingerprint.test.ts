import { expect, test } from "vitest";
import { fingerprintOf } from "../../src/core/fingerprint.ts";

test("equal arrays have one fingerprint, wherever they lie in memory", () => {
  const values = Float32Array.of(1, 2.5, -3);
  const inside = new Uint8Array(17);
  inside.set(new Uint8Array(values.buffer), 1);
  expect(fingerprintOf(inside.subarray(1, 13))).toBe(fingerprintOf(values));
});

test("a changed value, another order and another boundary between arrays change the fingerprint", () => {
  const of = (...parts: number[][]) => fingerprintOf(...parts.map((part) => Int32Array.from(part)));
  const found = [of([1, 2, 3]), of([1, 2, 4]), of([2, 1, 3]), of([1], [2, 3]), of([1, 2], [3]), of([1, 2, 3], [])];
  expect(new Set(found).size).toBe(found.length);
});

test("a text differs from the number that it shows", () => {
  expect(fingerprintOf("1")).not.toBe(fingerprintOf(1));
});

test("no two of many similar arrays have the same fingerprint", () => {
  const found = Array.from({ length: 20_000 }, (_, i) => fingerprintOf(Int32Array.of(i % 100, Math.floor(i / 100))));
  expect(new Set(found).size).toBe(found.length);
});
