import { expect, test } from "vitest";
import type { CategoryColumn } from "../../src/data/table.ts";
import { placedOnly } from "../../src/export/placedOnly.ts";

const groups: CategoryColumn = {
  kind: "category",
  codes: Int32Array.of(2, 0, 1),
  categories: ["a", "b", "c"],
  ordered: false,
};
const positions = (...values: number[]) => ({ rows: 3, columns: 2, values: Float64Array.from(values) });

test("cells without a position are left out, with their group", () => {
  const placed = placedOnly({ positions: positions(1, 2, Number.NaN, Number.NaN, 5, 6), groups });
  expect(placed).toEqual({
    positions: { rows: 2, columns: 2, values: Float64Array.of(1, 2, 5, 6) },
    codes: Int32Array.of(2, 1),
  });
});

test("half a position is none", () => {
  expect(placedOnly({ positions: positions(1, Number.NaN, 3, 4, 5, 6), groups }).codes).toEqual(Int32Array.of(0, 1));
});

test("where all cells have one nothing is copied", () => {
  const all = positions(1, 2, 3, 4, 5, 6);
  expect(placedOnly({ positions: all, groups }).positions).toBe(all);
});
