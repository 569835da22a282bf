import { expect, test } from "vitest";
import { codesOf, groupsOf } from "../../../src/session/read/labelCodes.ts";
import { category, numbers, texts } from "../../columns.ts";

test("labels are numbered as they first occur; missing and ignored ones are -1", () => {
  expect([...codesOf(category([2, -1, 0, 2, 1], ["a", "b", "c"]), ["b"])]).toEqual([0, -1, 1, 0, -1]);
  expect([...codesOf(texts("x", undefined, "nan", "y", "x"), ["nan"])]).toEqual([0, -1, -1, 1, 0]);
  expect([...codesOf(numbers(4, Number.NaN, 0, 4), [])]).toEqual([0, -1, 1, 0]);
  expect([...codesOf({ kind: "boolean", values: [true, undefined, false] }, [])]).toEqual([0, -1, 1]);
});

test("groups are those with a known label, with all of their cells", () => {
  const known = Int32Array.of(0, -1, -1, 1, 0);
  expect(groupsOf(texts("left", "left", "right", undefined, "middle"), known)).toEqual([
    { group: "left", cells: Uint32Array.of(0, 1) },
    { group: "middle", cells: Uint32Array.of(4) },
  ]);
});
