import { expect, test } from "vitest";
import { policies, refinementOver } from "../../../src/domains/policy.ts";
import { planRefinement, refine } from "../../../src/domains/refinement/refine.ts";

const { refinement } = policies.default;

/** Cells on a line, one unit apart. */
const line = (n: number) => ({
  rows: n,
  columns: 2,
  values: Float64Array.from({ length: 2 * n }, (_, e) => (e % 2 ? 0 : e / 2)),
});

test("labels follow the majority of the neighbours", async () => {
  const labels = Int32Array.of(0, 0, 1, 0, 0, 1, 1, 1, 1);
  expect(await refine(labels, line(9), undefined, refinementOver(2, refinement))).toEqual(
    Int32Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1),
  );
});

test("labels that no cell has may lie between those that some have", async () => {
  const labels = Int32Array.of(3, 3, 7, 3, 3, 7, 7, 7, 7);
  expect(await refine(labels, line(9), undefined, refinementOver(2, refinement))).toEqual(
    Int32Array.of(3, 3, 3, 3, 3, 7, 7, 7, 7),
  );
});

test("by default 25 neighbours count, none in a section below 500 cells", async () => {
  const sections = Int32Array.from({ length: 999 }, (_, i) => (i < 500 ? 0 : 1));
  const { neighbors } = await planRefinement(line(999), sections, refinement);
  expect(neighbors.length).toBe(999 * 25);
  expect(neighbors.subarray(0, 500 * 25).every((i) => i >= 0 && i < 500)).toBe(true);
  expect(neighbors.subarray(500 * 25).every((i) => i === -1)).toBe(true);
});

test("two passes are made from 2,000 cells in a section, one below, and one by the paper", async () => {
  const roundsOf = async (n: number, policy = refinement) => (await planRefinement(line(n), undefined, policy)).rounds;
  expect(await roundsOf(1999)).toBe(1);
  expect(await roundsOf(2000)).toBe(2);
  expect(await roundsOf(2000, policies.paper.refinement)).toBe(1);
  const halves = Int32Array.from({ length: 2000 }, (_, i) => i % 2);
  expect((await planRefinement(line(2000), halves, refinement)).rounds).toBe(1);
});
