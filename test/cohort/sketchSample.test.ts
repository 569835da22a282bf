import { expect, test } from "vitest";
import { joinSketches } from "../../src/cohort/joinSketches.ts";
import type { SampleSketch } from "../../src/cohort/records.ts";
import { sketchSample } from "../../src/cohort/sketchSample.ts";
import { buildGraph } from "../../src/spatial/graph.ts";
import { config, names, planOfAll, samples } from "./samples.ts";

const whole = await planOfAll(1e6);
const parts = { ...whole, patches: whole.patches.map(() => 1) };
async function sketchOf(sample: string, plan = whole, settings = {}): Promise<SampleSketch> {
  const dataset = samples.get(sample);
  if (!dataset) throw new Error(`no sample ${sample}`);
  return { ...(await sketchSample(dataset, sample, plan, { ...config, ...settings })), plan: "plan" };
}

test("a whole sample keeps every cell, its counts and its graph", async () => {
  const { cells, counts, graph, totals } = await sketchOf("a");
  const dataset = samples.get("a");
  const built = await buildGraph(dataset?.positions ?? { rows: 0, columns: 2, values: new Float64Array(0) });
  expect(cells.length).toBe(dataset?.cells.length);
  expect(counts).toEqual(dataset?.counts);
  expect(graph).toEqual(built.graph);
  expect(totals[0]).toBe(counts.values.subarray(0, counts.starts[1]).reduce((sum, count) => sum + count, 0));
});

test("a patch is compact: about 256 cells with two rings around", async () => {
  const { cells, graph } = await sketchOf("a", parts);
  expect(cells.length).toBeGreaterThan(250);
  expect(cells.length).toBeLessThan(400);
  expect(graph.targets.length / cells.length).toBeGreaterThan(5);
});

test("which patches are chosen depends on seed and name alone", async () => {
  const one = await sketchOf("a", parts);
  expect(await sketchOf("a", { ...parts, patches: [1, 2, 1] })).toEqual(one);
  const other = await sketchOf("a", parts, { seed: 1 });
  expect([...other.cells]).not.toEqual([...one.cells]);
});

test("sketches are joined in the order of the plan, whatever their own", async () => {
  const sketches = await Promise.all(names.map((name) => sketchOf(name)));
  const joined = joinSketches(whole, "plan", sketches);
  expect(joinSketches(whole, "plan", sketches.toReversed())).toEqual(joined);
  expect(joined.selection.samples?.names).toEqual(["a", "b", "c"]);
  const { starts, targets } = joined.graph.graph;
  const codes = joined.selection.samples?.codes ?? [];
  const crossing = Array.from(codes, (code, i) =>
    [...targets.subarray(starts[i], starts[i + 1])].some((j) => codes[j] !== code),
  );
  expect(crossing).not.toContain(true);
  expect(() => joinSketches(whole, "another", sketches)).toThrow(/made with another; make it again/);
});
