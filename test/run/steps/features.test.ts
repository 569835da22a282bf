import { expect, test } from "vitest";
import { cellsOfDirections } from "../../../src/run/steps/features.ts";

test("directions come from all cells up to 131,072, from so many of more, and from 32,768 where genes are many", () => {
  expect(cellsOfDirections(131_072, 300)).toBe(131_072);
  expect(cellsOfDirections(131_072, 3000)).toBe(131_072);
  expect(cellsOfDirections(131_073, 640)).toBe(131_072);
  expect(cellsOfDirections(1_000_000, 641)).toBe(32_768);
  expect(cellsOfDirections(1_000_000, 40_000)).toBe(40_000);
});
