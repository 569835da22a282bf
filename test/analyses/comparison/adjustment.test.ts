import { describe, expect, test } from "vitest";
import { adjustmentOf } from "../../../src/analyses/comparison/adjustment.ts";
import type { Samples } from "../../../src/data/samples.ts";
import type { Column } from "../../../src/data/table.ts";
import { category, numbers, tableOf, texts } from "../../columns.ts";

const names = ["a", "b", "c", "d"];
const compared = {
  names,
  conditions: category([0, 1, 0, 1], ["WT", "AD"]),
  contrast: { from: "WT", to: "AD" },
};

function samplesWith(columns: Readonly<Record<string, Column>>, all = names): Samples {
  return { names: all, codes: new Int32Array(0), attributes: tableOf(all.length, columns), column: "sample" };
}

const adjust = (asked: string, columns: Readonly<Record<string, Column>>, more: Partial<typeof compared> = {}) =>
  adjustmentOf(samplesWith(columns), asked.split(","), { ...compared, ...more });

const pairs = texts("p", "p", "q", "q");

describe("what a column is taken for", () => {
  test("text is groups in the order of their first sample, broken numbers are a number", () => {
    const { table, descriptions } = adjust("donor,age", {
      donor: texts("q", "q", "p", "p"),
      age: numbers(61.5, 70, 55, 80),
    });
    expect(table.columns.get("donor")).toEqual(category([0, 0, 1, 1], ["q", "p"]));
    expect(table.columns.get("age")).toEqual(numbers(61.5, 70, 55, 80));
    expect(descriptions).toEqual(["donor (2 groups)", "age (a number)"]);
  });

  test("whole numbers far apart are a number; those that recur or count the samples must be named", () => {
    expect(adjust("age", { age: numbers(61, 70, 55, 80) }).descriptions).toEqual(["age (a number)"]);
    expect(() => adjust("donor", { donor: numbers(7, 7, 30, 30) })).toThrow(
      "--adjust donor: expected a column of text, or of numbers that can be nothing else, got the whole numbers 7, 30; write donor:groups where they are names",
    );
    expect(() => adjust("slide", { slide: numbers(4, 2, 3, 5) })).toThrow("got the whole numbers 4, 2, 3, 5");
  });

  test("`:groups` and `:number` decide, in obs as well as without", () => {
    const { table, descriptions } = adjust("obs/donor:groups", { donor: numbers(7, 7, 30, 30) });
    expect(table.columns.get("donor")).toEqual(category([0, 0, 1, 1], ["7", "30"]));
    expect(descriptions).toEqual(["donor (2 groups)"]);
    expect(adjust("donor:number", { donor: texts("7", "7", "30", "30") }).table.columns.get("donor")).toEqual(
      numbers(7, 7, 30, 30),
    );
  });

  test("a colon that ends in neither is part of the column's name", () => {
    expect(adjust("at:site", { "at:site": pairs }).descriptions).toEqual(["at:site (2 groups)"]);
  });

  test("text that is no number cannot be a number", () => {
    expect(() => adjust("donor:number", { donor: texts("1", "D2", "3", "4") })).toThrow(
      "--adjust donor:number: expected numbers, got D2",
    );
  });
});

test("rows are those of the samples in use, whatever the order of all samples", () => {
  const samples = samplesWith({ donor: texts("left out", "q", "q", "p", "p") }, ["z", "d", "c", "b", "a"]);
  const { table } = adjustmentOf(samples, ["donor"], compared);
  expect(table).toEqual(tableOf(4, { donor: category([0, 0, 1, 1], ["p", "q"]) }));
});

test("a sample may lack a value only where it takes no part", () => {
  const donor = texts("p", "p", "q", undefined);
  expect(() => adjust("donor", { donor })).toThrow(
    "--adjust donor: expected a value for every sample that has a condition, got none for d; fill it in",
  );
  const conditions = category([0, 1, 0, -1], ["WT", "AD"]);
  expect(adjust("donor", { donor }, { conditions }).table.columns.get("donor")).toEqual(
    category([0, 0, 1, -1], ["p", "q"]),
  );
});

test("a column that samples do not have is refused with those that they have", () => {
  expect(() => adjust("sex", { donor: pairs, age: numbers(1, 2, 3, 5) })).toThrow(
    "--adjust sex: expected a column with one value in all cells of each sample (donor, age), got sex",
  );
  expect(() => adjust("sex", {})).toThrow("(none), got sex");
});

test("a column that adds nothing to those before it is named as such", () => {
  expect(adjust("donor,batch", { donor: pairs, batch: texts("1st", "1st", "2nd", "2nd") }).descriptions).toEqual([
    "donor (2 groups)",
    "batch (2 groups, collinear with the others)",
  ]);
  expect(adjust("lab", { lab: texts("x", "x", "x", "x") }).descriptions).toEqual([
    "lab (1 group, collinear with the others)",
  ]);
});

describe("what leaves nothing of the conditions is refused", () => {
  test("a column that is the condition by another name, with the values of each sample", () => {
    expect(() => adjust("drug", { drug: texts("no", "yes", "no", "yes") })).toThrow(
      /^--adjust drug: expected a column that does not determine the condition \(WT or AD\), got WT: a \(no\), c \(no\); AD: b \(yes\), d \(yes\); the effect .* share a value$/,
    );
  });

  test("the column that does it alone is named, not those beside it", () => {
    const drug = texts("no", "yes", "no", "yes");
    expect(() => adjust("donor,drug", { donor: pairs, drug })).toThrow(/^--adjust drug: expected a column that does/);
  });

  test("columns that do it only together are named together", () => {
    // Either column alone leaves a difference; both say which sample it is.
    const columns = { half: texts("1", "1", "2", "2"), site: texts("x", "y", "y", "x") };
    expect(() => adjust("half:groups,site,order:number", { ...columns, order: numbers(1, 2, 3, 4) })).toThrow(
      /^--adjust half,site,order: expected columns that together do not determine the condition \(WT or AD\)/,
    );
  });

  test("sections of animals of one condition each are warned of as no replicates", () => {
    const six = ["a", "b", "c", "d", "e", "f"];
    const samples = samplesWith({ animal: texts("P", "Q", "P", "Q", "R", "Q") }, six);
    const conditions = category([0, 1, 0, 1, 0, 1], ["WT", "AD"]);
    expect(() => adjustmentOf(samples, ["animal"], { ...compared, names: six, conditions })).toThrow(
      /samples of one animal are hardly replicates, so that p-values without it come out too small$/,
    );
  });

  test("groups that are numbers can be taken as amounts instead", () => {
    expect(() => adjust("dose:groups", { dose: numbers(0.5, 2, 1, 3) })).toThrow(/or write dose:number$/);
  });
});

test("a message lists six samples and counts the others", () => {
  const many = Array.from({ length: 9 }, (_, s) => `s${s}`);
  const samples = samplesWith({ age: numbers(...many.map(() => Number.NaN)) }, many);
  const conditions = category(
    many.map((_, s) => s % 2),
    ["WT", "AD"],
  );
  expect(() => adjustmentOf(samples, ["age"], { ...compared, names: many, conditions })).toThrow(
    "got none for s0, s1, s2, s3, s4, s5 and 3 more; fill it in",
  );
});
