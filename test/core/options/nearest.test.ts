import { expect, test } from "vitest";
import { nearestName } from "../../../src/core/options/nearest.ts";

const known = ["domains", "epochs", "seeds", "min-counts", "min-cells"];

test.each([
  ["domian", "domains"],
  ["epcohs", "epochs"],
  ["seed", "seeds"],
  ["MIN-COUNTS", "min-counts"],
  ["min-cell", "min-cells"],
])("%s is taken for %s", (typed, meant) => {
  expect(nearestName(typed, known)).toBe(meant);
});

test.each(["frobnicate", "dom", "x", ""])("'%s' is close to nothing", (typed) => {
  expect(nearestName(typed, known)).toBeUndefined();
});

test("of two names that are as close the first is taken", () => {
  expect(nearestName("ab", ["abc", "abd"])).toBe("abc");
});
