import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { majorityVote } from "../../../src/domains/refinement/majorityVote.ts";
import { neighborsInSections } from "../../../src/spatial/neighborsInSections.ts";
import { countLabels } from "../../cluster/points.ts";

/** Cells on a line, one unit apart. */
const line = (n: number) => ({
  rows: n,
  columns: 2,
  values: Float64Array.from({ length: 2 * n }, (_, e) => (e % 2 ? 0 : e / 2)),
});

test("a stray cell takes the label of its surroundings", async () => {
  const labels = Int32Array.of(0, 0, 1, 0, 0, 1, 1, 1, 1);
  const neighbors = await neighborsInSections(line(9), () => 2);
  expect(majorityVote(labels, neighbors, 2)).toEqual(Int32Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1));
});

test("a tie keeps the own label", () => {
  expect(majorityVote(Int32Array.of(0, 1), Int32Array.of(1, 0), 2)).toEqual(Int32Array.of(0, 1));
  expect(majorityVote(Int32Array.of(1, 0, 0), Int32Array.of(1, -1, 2, -1, 1, -1), 2)).toEqual(Int32Array.of(1, 0, 0));
});

test("a domain that would vanish keeps the cells where it is strongest", async () => {
  // Label 1 at cells 2, 6 and 7: the pair is stronger than the single cell.
  const labels = Int32Array.of(0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0);
  const voted = majorityVote(labels, await neighborsInSections(line(11), () => 4), 2);
  expect(voted).toEqual(Int32Array.of(0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0));
});

test("no vote empties a domain, on random labels", async () => {
  const rng = createRandom(4);
  const positions = { rows: 60, columns: 2, values: Float64Array.from({ length: 120 }, () => rng.uniform()) };
  const neighbors = await neighborsInSections(positions, () => 25);
  for (let trial = 0; trial < 50; trial++) {
    const labels = Int32Array.from({ length: 60 }, (_, i) => (i < 12 ? i : rng.integer(12)));
    expect(countLabels(majorityVote(labels, neighbors, 12))).toBe(12);
  }
});

test("no neighbours, no change", () => {
  const labels = Int32Array.of(1, 0, 1);
  expect(majorityVote(labels, new Int32Array(0), 2)).toEqual(labels);
  expect(majorityVote(new Int32Array(0), new Int32Array(0), 2)).toEqual(new Int32Array(0));
});

test("a neighbour list of another number of cells is refused", () => {
  expect(() => majorityVote(Int32Array.of(0, 0, 0), Int32Array.of(1, 2, 0, 0), 1)).toThrow(/neighbors/);
});
