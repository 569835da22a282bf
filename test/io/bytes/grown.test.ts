import { expect, test } from "vitest";
import { grown, trimmed } from "../../../src/io/bytes/grown.ts";

test("a larger array begins with the old values, and is cut to the length that is used", () => {
  const larger = grown(Uint32Array.of(4, 5), new Uint32Array(4));
  expect([...larger]).toEqual([4, 5, 0, 0]);
  expect([...trimmed(larger, 3)]).toEqual([4, 5, 0]);
  expect(trimmed(larger, 4)).toBe(larger);
});
