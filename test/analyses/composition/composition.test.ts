import { describe, expect, test } from "vitest";
import { composition, compositionChange } from "../../../src/analyses/composition/composition.ts";
import type { CategoryColumn } from "../../../src/data/table.ts";

function column(codes: ArrayLike<number>, categories: string[]): CategoryColumn {
  return { kind: "category", codes: Int32Array.from(codes), categories, ordered: false };
}

const domains = column([0, 0, 0, 1, 1, -1, 1], ["L1", "WM", "empty"]);
const types = column([0, 0, 1, 1, 1, 0, -1], ["Astro", "Oligo"]);

describe("composition", () => {
  test("rows are proportions of the cells that have both labels", () => {
    const { counts, proportions, overall } = composition(domains, types);
    expect([...counts]).toEqual([2, 1, 0, 2, 0, 0]);
    expect([...proportions]).toEqual([2 / 3, 1 / 3, 0, 1, 0, 0]);
    expect([...overall]).toEqual([2 / 5, 3 / 5]);
  });

  test("no cells give no proportions", () => {
    expect([...composition(column([], ["a"]), column([], ["b"])).overall]).toEqual([0]);
  });

  test("columns of other lengths are refused", () => {
    expect(() => composition(domains, column([0], ["a"]))).toThrow("expected [cells=7], got [1]");
  });

  test("the change is after minus before, and unknown where a condition has no cells", () => {
    const conditions = column([0, 1, 1, 0, 0, 0, 0], ["control", "AD"]);
    const { change } = compositionChange(domains, types, conditions, { from: "control", to: "AD" });
    expect([...change]).toEqual([-0.5, 0.5, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    expect(() => compositionChange(domains, types, conditions, { from: "control", to: "ad" })).toThrow(
      'one of the conditions control, AD, got "ad"',
    );
  });
});
