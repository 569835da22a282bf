import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { nearestGraph } from "../../src/spatial/nearest.ts";
import { edgeList, graphDefects, positionsOf } from "./graphs.ts";

interface Case {
  readonly name: string;
  readonly k: number;
  readonly positions: number[];
  readonly nearest: number[];
}

const cases: Case[] = JSON.parse(readFileSync("fixtures/spatial.json", "utf8"));

describe("nearestGraph", () => {
  test.each(cases)("is the union of both directions of scipy's nearest neighbours on $name points", async (fixture) => {
    const positions = positionsOf(fixture.positions);
    const graph = await nearestGraph(positions, { neighbors: fixture.k });
    expect(edgeList(graph)).toEqual(fixture.nearest);
    expect(graphDefects(graph, positions)).toEqual([]);
  });

  test("inside a hexagonal lattice each spot is joined to the six around it", async () => {
    const positions = positionsOf(
      Array.from({ length: 15 * 15 }, (_, i) => {
        const row = Math.floor(i / 15);
        return [(i % 15) + (row % 2) / 2, (row * Math.sqrt(3)) / 2];
      }).flat(),
    );
    const { starts, lengths } = await nearestGraph(positions);
    const middle = 7 * 15 + 7;
    const around = [...lengths.subarray(starts[middle], starts[middle + 1])];
    expect(around.length).toBe(6);
    for (const length of around) expect(length).toBeCloseTo(1, 6);
  });

  test("inside a square lattice, where two of six are drawn from equal diagonals, the result is the same every time", async () => {
    const positions = positionsOf(Array.from({ length: 100 }, (_, i) => [i % 10, Math.floor(i / 10)]).flat());
    const graph = await nearestGraph(positions);
    expect(await nearestGraph(positions)).toEqual(graph);
    expect(graphDefects(graph, positions)).toEqual([]);
    // Cell 44 takes its four sides and, by index, the diagonals 33 and 35; 53 and 55 take 44 as theirs.
    expect([...graph.targets.subarray(graph.starts[44], graph.starts[45])]).toEqual([33, 34, 35, 43, 45, 53, 54, 55]);
  });

  test("a radius can leave a cell without neighbours", async () => {
    const graph = await nearestGraph(positionsOf([0, 0, 1, 0, 0, 1, 50, 50]), { neighbors: 2, radius: 2 });
    expect([...graph.starts]).toEqual([0, 2, 4, 6, 6]);
  });

  test("a line of cells is joined along the line", async () => {
    const graph = await nearestGraph(positionsOf([0, 0, 1, 1, 2, 2, 3, 3]), { neighbors: 1 });
    expect(edgeList(graph)).toEqual([0, 1, 1, 2, 2, 3]);
  });

  test("as many neighbours as cells are refused", async () => {
    await expect(nearestGraph(positionsOf([0, 0, 1, 0, 0, 1]), { neighbors: 3 })).rejects.toThrow(
      /1 to 2 neighbours among 3 cells, got 3; use fewer neighbours/,
    );
  });
});
