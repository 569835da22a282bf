import { expect, test } from "vitest";
import type { Column } from "../../../src/data/table.ts";
import { groupings } from "../../../src/io/inspection/groupings.ts";

const text = (...values: (string | undefined)[]): Column => ({ kind: "string", values });
const numbers = (...values: number[]): Column => ({ kind: "number", values: Float64Array.from(values) });
const repeat = <T>(values: readonly T[], times: number) => Array.from({ length: times }, () => values).flat();

function found(columns: Readonly<Record<string, Column>>, rows: number) {
  const { labels, samples } = groupings({ rows, columns: new Map(Object.entries(columns)) });
  return { labels: labels.map(({ column }) => column), samples: samples.map(({ column }) => column) };
}

test("columns with few values are labels, those named after samples are samples", () => {
  const columns = {
    layer: text(...repeat(["L1", "L2"], 10)),
    sample: text(...repeat(["a", "b"], 10)),
    sample_of_one: text(...repeat(["a"], 20)),
    fov: numbers(...repeat([1, 2], 10)),
  };
  expect(found(columns, 20)).toEqual({ labels: ["layer"], samples: ["sample", "sample_of_one", "fov"] });
});

test("names, measurements and columns of one value are no labels", () => {
  const columns = {
    barcode: text(...Array.from({ length: 20 }, (_, i) => `c${i}`)),
    area: numbers(...repeat([0.5, 1.5], 10)),
    same: text(...repeat(["x"], 20)),
    cluster: numbers(...repeat([1, 2], 10)),
  };
  expect(found(columns, 20)).toEqual({ labels: ["cluster"], samples: [] });
});

test("cells without a value are counted as missing, in categories by their code", () => {
  const category: Column = {
    kind: "category",
    codes: Int32Array.of(0, -1, 1, 0, 0, 1, 1, 0, 0, 1),
    categories: ["a", "b"],
    ordered: false,
  };
  const columns = new Map([
    ["t", category],
    ["u", text("a", undefined, "b", "a", "a", undefined, "b", "a", "a", "b")],
  ]);
  expect(groupings({ rows: 10, columns }).labels).toEqual([
    { column: "t", groups: 2, missing: 1 },
    { column: "u", groups: 2, missing: 2 },
  ]);
});
