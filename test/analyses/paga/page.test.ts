import { expect, test } from "vitest";
import { middles, pagaPage } from "../../../src/analyses/paga/page.ts";
import { smallRun } from "../../report/run.ts";

test("the middles of domains over several samples are cells of the one sample that has most domains", () => {
  const xy = Float64Array.of(0, 0, 1, 1, 10, 0, 11, 1, 12, 2, 13, 3);
  const section = Int32Array.of(0, 0, 1, 1, 1, 1);
  const middlesOf = (...group: number[]) => [
    ...middles(xy, Int32Array.from(group), { count: Math.max(...group) + 1, section }),
  ];
  // Sample 1 has more cells of both domains; sample 0 wins when it has a domain more.
  expect(middlesOf(0, 1, 0, 0, 0, 1)).toEqual([10, 0, 13, 3]);
  expect(middlesOf(0, 1, 0, 0, 0, 0)).toEqual([0, 0, 1, 1]);
  // A domain that is not in the sample lies where it is.
  expect(middlesOf(0, -1, 1, 1, 2, 2).slice(0, 2)).toEqual([0, 0]);
  expect([...middles(xy, Int32Array.of(1, 1, 1, 1, 1, 1), { count: 2, section: undefined })]).toEqual([
    ...[Number.NaN, Number.NaN],
    ...[0, 0],
  ]);
});

test("the caption says in which sample a domain is drawn, where there are several", async () => {
  const { made } = await smallRun();
  const codes = Int32Array.from(made.selection.cells, (_, i) => i % 2);
  const several = { ...made, selection: { ...made.selection, samples: { codes, names: ["a", "b"] } } };
  expect(JSON.stringify(pagaPage.make(several))).toContain("in the sample with most domains");
  expect(JSON.stringify(pagaPage.make(made))).not.toContain("in the sample with");
});
