import { expect, test } from "vitest";
import { methodRefinements } from "../../../src/domains/refinement/methodRefinements.ts";
import { planRefinement, refine } from "../../../src/domains/refinement/refine.ts";

/** Cells on a line, one unit apart. */
const line = (n: number) => ({
  rows: n,
  columns: 2,
  values: Float64Array.from({ length: 2 * n }, (_, e) => (e % 2 ? 0 : e / 2)),
});

const positions = line(80);

test.each([
  ["graphst", 50, 1],
  ["spagcnHexagons", 6, 1],
  ["spagcn", 4, 1],
  ["prost", 10, 3],
] as const)("%s refines over %i neighbours in %i rounds, in small sections, too", async (name, neighbors, rounds) => {
  const plan = await planRefinement(positions, undefined, methodRefinements[name]);
  expect([plan.neighbors.length / 80, plan.rounds]).toEqual([neighbors, rounds]);
});

test("on a line each rule leaves what its formula says", async () => {
  // Islands of 1, 2 and 3 cells of label 1, far apart; cells 60 .. 79 are all of label 1.
  const islands = new Set([10, 25, 26, 40, 41, 42]);
  const labels = Int32Array.from({ length: 80 }, (_, i) => (islands.has(i) || i >= 60 ? 1 : 0));
  const left = async (name: keyof typeof methodRefinements) => {
    const refined = await refine(labels, positions, undefined, methodRefinements[name]);
    return Array.from(refined.keys()).filter((i) => i < 55 && refined[i] === 1);
  };
  // m = 4: an island of 2 has own count 2, not below 2; one cell has 1 < 2, and 4 > 2 around it.
  expect(await left("spagcn")).toEqual([25, 26, 40, 41, 42]);
  // m = 6: 2 < 3 and 5 > 3, so the island of 2 goes; 3 is not below 3.
  expect(await left("spagcnHexagons")).toEqual([40, 41, 42]);
  // 11 places: 3 < 5.5 and 8 > 5.5.
  expect(await left("prost")).toEqual([]);
  // Of the 50 nearest of cell 54, which are 29 to 79, 23 are of label 1; of the cells before it fewer.
  expect(await left("graphst")).toEqual([]);
});
