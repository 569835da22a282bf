import { expect, test } from "vitest";
import { appearanceOf, listedOrder, onlyShown, withAppearance } from "../../../src/explore/state/legend.ts";
import { plainLegend } from "../../../src/explore/state/viewState.ts";

test("a category is hidden, dimmed or shown, never two of these", () => {
  const hidden = withAppearance(plainLegend, "a", "hidden");
  expect(appearanceOf(hidden, "a")).toBe("hidden");
  const dimmed = withAppearance(hidden, "a", "dimmed");
  expect(appearanceOf(dimmed, "a")).toBe("dimmed");
  expect(dimmed.hidden).toEqual([]);
  expect(withAppearance(dimmed, "a", "shown")).toEqual(plainLegend);
});

test("only one is shown, and all are when that one is chosen again", () => {
  const one = onlyShown(plainLegend, ["a", "b", "c"], "b");
  expect(["a", "b", "c"].map((name) => appearanceOf(one, name))).toEqual(["dimmed", "shown", "dimmed"]);
  expect(onlyShown(one, ["a", "b", "c"], "b")).toEqual(plainLegend);
});

test("categories are listed as in the file, by name or by count", () => {
  const shown = { categories: ["d10", "d9", "b"], counts: [5, 2, 9] };
  expect(listedOrder({ sort: "file" }, shown)).toEqual([0, 1, 2]);
  expect(listedOrder({ sort: "name" }, shown)).toEqual([2, 1, 0]);
  expect(listedOrder({ sort: "count" }, shown)).toEqual([2, 0, 1]);
});
