import { expect, test } from "vitest";
import { sha256 } from "../../../src/host/browser/sha256.ts";
import { differences, keyOf } from "../../../src/session/run/fingerprint.ts";

const key = (value: unknown) => keyOf(value, { sha256 });

test("equal values have one key, and every bit of an array counts", () => {
  const value = (last: number) => ({ a: [1, "x"], b: Float64Array.of(1, last) });
  expect(key(value(2))).toBe(key(value(2)));
  expect(key(value(2))).not.toBe(key(value(2 + 2 ** -51)));
  expect(key(Float64Array.of(0))).not.toBe(key(Float64Array.of(-0)));
});

test("the kind of an array and where one ends count", () => {
  expect(key(Float32Array.of(1))).not.toBe(key(Float64Array.of(1)));
  expect(key([Uint32Array.of(1, 2), Uint32Array.of(3)])).not.toBe(key([Uint32Array.of(1), Uint32Array.of(2, 3)]));
});

test("what differs is named, options with both values", () => {
  const before = { "the input": "a", "the engine": "native", "--epochs": "12", "--seed": "0" };
  const now = { "the input": "b", "the engine": "native", "--epochs": "13", "--radius": "5" };
  expect(differences(before, now)).toEqual([
    "the input",
    "--epochs (12, now 13)",
    "--seed (0, now not given)",
    "--radius (not given, now 5)",
  ]);
  expect(differences(before, before)).toEqual([]);
});
