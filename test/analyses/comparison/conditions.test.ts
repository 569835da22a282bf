import { describe, expect, test } from "vitest";
import { conditionsOf } from "../../../src/analyses/comparison/conditions.ts";
import { category, numbers, tableOf, texts } from "../../columns.ts";

const samples = {
  names: ["a", "b", "c", "d"],
  codes: Int32Array.of(0, 1, 2, 3),
  attributes: tableOf(4, {
    state: texts("AD", "WT", undefined, "AD"),
    stage: category([0, 1, 2, 0], ["early", "late", "none"]),
    donor: texts("p", "p", "q", "q"),
    dose: numbers(0, 1, 1, 0),
  }),
  column: "sample",
};
const compare = (asked: string, names?: readonly string[]) =>
  conditionsOf({ samples }, { compare: asked, adjust: undefined }, names);

describe("a column of two conditions", () => {
  test("is compared from the condition of the first sample; samples without one have none", () => {
    const { column, conditions, contrast, adjustment } = compare("obs/state");
    expect(column).toBe("state");
    expect(conditions).toEqual(category([0, 1, -1, 0], ["AD", "WT"]));
    expect(contrast).toEqual({ from: "AD", to: "WT" });
    expect(adjustment).toBeUndefined();
  });

  test("may hold numbers, which are names here", () => {
    expect(compare("dose")).toMatchObject({ contrast: { from: "0", to: "1" } });
  });

  test("is that of the samples in use, in their order", () => {
    expect(compare("stage", ["d", "b"]).conditions).toEqual(category([0, 1], ["early", "late"]));
  });
});

test("the conditions that are named are compared in that order, of however many", () => {
  const { conditions, contrast } = compare("stage: late : early");
  expect(contrast).toEqual({ from: "late", to: "early" });
  expect(conditions.categories).toEqual(["early", "late", "none"]);
});

test("the columns that are adjusted for see the conditions", () => {
  const found = conditionsOf({ samples }, { compare: "state", adjust: ["donor"] });
  expect(found.adjustment?.descriptions).toEqual(["donor (2 groups)"]);
  expect(() => conditionsOf({ samples }, { compare: "state", adjust: ["state"] })).toThrow(/--adjust state/);
});

describe("is refused", () => {
  test("a column of more or fewer than two conditions, with the way to name two", () => {
    expect(() => compare("stage")).toThrow(
      "--compare stage: expected two conditions, got 3 (early, late, none); name the two with --compare stage:FROM:TO",
    );
    expect(() => compare("state", ["a", "d"])).toThrow("expected two conditions, got 1 (AD)");
  });

  test("a condition that no sample in use has", () => {
    expect(() => compare("stage:early:later")).toThrow("expected conditions of samples (early, late, none), got later");
    expect(() => compare("stage:early:none", ["a", "b"])).toThrow("(early, late), got none");
  });

  test("a column that samples do not have, and a data set without samples", () => {
    expect(() => compare("age")).toThrow("(state, stage, donor, dose), or one of the samples sheet, got age");
    expect(() => conditionsOf({}, { compare: "age", adjust: undefined })).toThrow(
      "--compare age: expected a column with one value in all cells of each sample (none), or one of the samples sheet, got age",
    );
  });
});
