import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { radiusGraph } from "../../src/spatial/radiusGraph.ts";
import { usualRadius } from "../../src/spatial/usualRadius.ts";
import { positionsOf } from "./graphs.ts";

const rng = createRandom(4);
const scattered = (n: number, side = 1) => Array.from({ length: 2 * n }, () => side * rng.uniform());

async function meanNeighbors(values: number[], sections?: Int32Array): Promise<number> {
  const positions = positionsOf(values);
  const radius = await usualRadius(positions, sections);
  const { targets } = await radiusGraph(positions, radius, { sections, coincident: false });
  return targets.length / positions.rows;
}

describe("the usual radius", () => {
  test("gives scattered cells 10 neighbours on average", async () => {
    expect(await meanNeighbors(scattered(500))).toBeCloseTo(10, 1);
  });

  test("does so where half of the cells lie in a hundredth of the tissue", async () => {
    expect(await meanNeighbors([...scattered(250), ...scattered(250, 0.1)])).toBeCloseTo(10, 1);
  });

  test("counts no links between cells at one place", async () => {
    const values = scattered(200);
    expect(await meanNeighbors([...values, ...values, ...values])).toBeCloseTo(10, 1);
  });

  test("gives spots of a hexagonal lattice the six around them, also where coordinates are rounded", async () => {
    const side = 20;
    const spots = Array.from({ length: side * side }, (_, i) => {
      const row = Math.floor(i / side);
      return [Math.round(100 * ((i % side) + (row % 2) / 2)), Math.round((100 * row * Math.sqrt(3)) / 2)];
    });
    const positions = positionsOf(spots.flat());
    const { starts } = await radiusGraph(positions, await usualRadius(positions));
    const middle = 10 * side + 10;
    expect(starts[middle + 1] - starts[middle]).toBe(6);
  });

  test("is one for sections that lie over each other, and counts neighbours in each alone", async () => {
    const values = scattered(400);
    const sections = Int32Array.from({ length: 400 }, (_, i) => i % 2);
    expect(await meanNeighbors(values, sections)).toBeCloseTo(10, 1);
  });

  test("of three cells reaches all of them", async () => {
    expect(await meanNeighbors([0, 0, 1, 0, 0, 3])).toBe(2);
  });
});
