import { expect, test } from "vitest";
import { silentTask } from "../../../src/core/task.ts";
import { assignedDomains } from "../../../src/run/transfer/assignedDomains.ts";
import { parseConfig } from "../../../src/session/options/run.ts";

/** Cells on a line, sorted into the first and the last of three domains; the cell in the middle differs from all around it. */
const n = 41;
const labels = Int32Array.from({ length: n }, (_, i) => (i === 20 ? 2 : i < 30 ? 0 : 2));
const classified = {
  labels,
  posterior: { rows: n, columns: 3, values: Float32Array.from({ length: 3 * n }, () => 1 / 3) },
  distances: new Float64Array(n),
};
const positions = { rows: n, columns: 2, values: Float64Array.from({ length: 2 * n }, (_, e) => (e % 2 ? 0 : e / 2)) };
const of = (vote: number, sections?: Int32Array) =>
  assignedDomains(classified, { positions, sections, config: parseConfig({ vote }) }, silentTask);

test("a domain that no cell was sorted into stays empty, and names keep their numbers", async () => {
  const { count, domains, refined, transferred } = await of(4);
  expect(count).toBe(3);
  expect(domains.map(({ size }) => size)).toEqual([30, 0, 11]);
  expect(domains.map(({ rawSize }) => rawSize)).toEqual([29, 0, 12]);
  expect(refined[20]).toBe(0);
  expect(transferred).toBe(true);
});

test("without refinement the labels stay", async () => {
  const { refined, refinement } = await of(0);
  expect(refined).toEqual(labels);
  expect(refinement.neighbors).toBe(0);
});

test("only cells of one section are counted", async () => {
  // Alone in its section, the cell in the middle has no neighbour that could outvote it.
  const { refined } = await of(
    4,
    Int32Array.from({ length: n }, (_, i) => (i === 20 ? 1 : 0)),
  );
  expect(refined[20]).toBe(2);
});

test("confidence is the share of a cell and its neighbours that were sorted into its domain", async () => {
  const { confidence } = await of(4);
  expect(confidence[5]).toBe(1);
  expect(confidence[20]).toBeCloseTo(0.8, 6);
});
