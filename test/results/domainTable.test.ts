import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { CategoryColumn, NumberColumn } from "../../src/data/table.ts";
import { domainTable } from "../../src/results/domainTable.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";

const tissue = simulateTissue({ cells: 3, genes: 2, domains: 1 }, createRandom(1));
const domain: CategoryColumn = {
  kind: "category",
  codes: Int32Array.of(1, -1, 0),
  categories: ["1", "2"],
  ordered: false,
};
const number = (...values: number[]): NumberColumn => ({ kind: "number", values: Float64Array.from(values) });
const obs = {
  cellscape_domain: domain,
  cellscape_domain_raw: domain,
  cellscape_domain_prob: number(0.5, Number.NaN, 1),
  cellscape_confidence: number(0.25, Number.NaN, 1),
};
const rows = (dataset: Parameters<typeof domainTable>[0]) => [...domainTable(dataset, { obs })].join("").split("\n");

test("one row per cell in the order of the input, empty where a cell has no domain", () => {
  const dataset = {
    ...tissue,
    cells: ["a", "b,c", "d"],
    positions: { rows: 3, columns: 2, values: Float64Array.of(1, 2, 3.5, 4, 5, 6) },
  };
  expect(rows(dataset)).toEqual([
    "cell,x,y,domain,domain_raw,probability,confidence",
    "a,1,2,2,2,0.5,0.25",
    '"b,c",3.5,4,,,,',
    "d,5,6,1,1,1,1",
    "",
  ]);
});

test("several samples add a column with the sample of each cell", () => {
  const samples = {
    names: ["left", "right"],
    codes: Int32Array.of(0, 1, 1),
    attributes: { rows: 2, columns: new Map() },
    column: "sample",
  };
  const [head, first, , last] = rows({ ...tissue, samples });
  expect([head, first, last].map((line) => line.split(",").at(-1))).toEqual(["sample", "left", "right"]);
});
