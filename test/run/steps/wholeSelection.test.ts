import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { silentTask } from "../../../src/core/task.ts";
import { makeWholeSelection } from "../../../src/run/steps/wholeSelection.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";

const tissue = simulateTissue({ cells: 60, genes: 10, domains: 2 }, createRandom(1));

test("every cell and gene is selected, also what a run would filter out", () => {
  const counts = {
    ...tissue.counts,
    values: tissue.counts.values.map((value, e) => (e < tissue.counts.starts[1] ? 0 : value)),
  };
  const { cells, genes, totals, variable } = makeWholeSelection(
    { dataset: { ...tissue, counts } },
    { task: silentTask },
  );
  expect(cells).toEqual(Uint32Array.from({ length: 60 }, (_, i) => i));
  expect(genes).toHaveLength(10);
  expect(totals[0]).toBe(0);
  expect(variable).toBeUndefined();
});

test("counts are to be normalised, logarithms are not", () => {
  const logs = { ...tissue.counts, values: tissue.counts.values.map((value) => Math.log1p(value / 3)) };
  const normalize = (counts: typeof tissue.counts) =>
    makeWholeSelection({ dataset: { ...tissue, counts } }, { task: silentTask }).normalize;
  expect([normalize(tissue.counts), normalize(logs)]).toEqual([true, false]);
});
