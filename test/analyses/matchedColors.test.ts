import { expect, test } from "vitest";
import { matchedColors } from "../../src/analyses/matchedColors.ts";

test("labels take the colours of the domains that they share most cells with, one to one", () => {
  // Label 0 overlaps domain 0 with 3 cells and domain 1 with 2; label 1 overlaps domain 0 only.
  const truth = Int32Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1, -1);
  const labels = Int32Array.of(0, 0, 0, 1, 1, 0, 0, 0, 0, 1);
  expect(matchedColors(truth, labels, { count: 2, colors: ["#111111", "#222222"] })).toEqual(["#222222", "#111111"]);
});

test("labels beyond the domains have colours that no domain has", () => {
  const colors = matchedColors(Int32Array.of(0, 1, 2), Int32Array.of(0, 0, 0), { count: 3, colors: ["#4263c5"] });
  expect(colors).toHaveLength(3);
  expect(new Set(colors).size).toBe(3);
  expect(colors.filter((color) => color === "#4263c5")).toHaveLength(1);
});
