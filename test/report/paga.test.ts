import { expect, test } from "vitest";
import { middles, pagaPage } from "../../src/report/pages/paga.ts";
import { smallRun } from "./run.ts";

test("the middle of a domain over several samples is a cell of the sample that has most of it", () => {
  const xy = Float64Array.of(0, 0, 1, 1, 10, 0, 11, 1, 12, 2);
  const group = Int32Array.of(0, 0, 0, 0, 0);
  const section = Int32Array.of(0, 0, 1, 1, 1);
  expect([...middles(xy, group, { count: 2, section })]).toEqual([11, 1, Number.NaN, Number.NaN]);
  expect([...middles(xy, group, { count: 1, section: undefined })]).toEqual([10, 0]);
  expect([...middles(xy, group, { count: 1, section: Int32Array.of(1, 1, 0, 0, 2) })]).toEqual([11, 1]);
});

test("the caption says in which sample a domain is drawn, where there are several", async () => {
  const { made, config } = await smallRun();
  const codes = Int32Array.from(made.selection.cells, (_, i) => i % 2);
  const several = { ...made, selection: { ...made.selection, samples: { codes, names: ["a", "b"] } } };
  expect(JSON.stringify(pagaPage.make(several, config))).toContain("in the sample that has most of it");
  expect(JSON.stringify(pagaPage.make(made, config))).not.toContain("in the sample");
});
