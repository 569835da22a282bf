import { expect, test } from "vitest";
import { byteRange } from "../../../../src/host/node/serve/byteRange.ts";

test.each([
  [undefined, "whole"],
  ["bytes=0-0", { start: 0, end: 0 }],
  ["bytes=2-", { start: 2, end: 9 }],
  ["bytes=-3", { start: 7, end: 9 }],
  ["bytes=-30", { start: 0, end: 9 }],
  ["bytes=8-99", { start: 8, end: 9 }],
])("of ten bytes %s is %j", (header, expected) => {
  expect(byteRange(header, 10)).toEqual(expected);
});

test.each([
  "bytes=10-11",
  "bytes=5-4",
  "bytes=-0",
  "bytes=-",
  "bytes=0-1,3-4",
  "bytes=a-b",
  "lines=0-1",
  "bytes=0-99999999999999999999",
  "",
])("of ten bytes there is no %j", (header) => {
  expect(byteRange(header, 10)).toBe("none");
});

test("an empty file has no range", () => {
  expect([byteRange("bytes=0-0", 0), byteRange("bytes=-1", 0), byteRange(undefined, 0)]).toEqual([
    "none",
    "none",
    "whole",
  ]);
});
