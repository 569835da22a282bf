import { expect, test } from "vitest";
import { compositionOf } from "../../../src/explore/selection/composition.ts";

test("cells of a selection are counted by group, beside those of all", () => {
  const groups = { codes: Int32Array.of(0, 1, 1, -1, 2, 1), categories: ["a", "b", "c"] };
  expect(compositionOf("type", groups, Uint8Array.of(1, 1, 0, 1, 0, 1))).toEqual({
    column: "type",
    categories: ["a", "b", "c"],
    selected: Uint32Array.of(1, 2, 0),
    all: Uint32Array.of(1, 3, 1),
    missing: { selected: 1, all: 1 },
  });
});
