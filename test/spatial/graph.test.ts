import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { buildGraph } from "../../src/spatial/graph.ts";
import { edgeList, positionsOf } from "./graphs.ts";

interface Case {
  readonly positions: number[];
  readonly delaunay: number[];
  readonly nearest: number[];
}

const [random, , lattice]: Case[] = JSON.parse(readFileSync("fixtures/spatial.json", "utf8"));

describe("buildGraph", () => {
  test("triangulates an irregular layout and says so", async () => {
    const built = await buildGraph(positionsOf(random.positions));
    expect(built.kind).toBe("delaunay");
    expect(edgeList(built.graph)).toEqual(random.delaunay);
    expect(built.isolated).toBe(0);
    expect(built.description).toMatch(
      /^200 cells on an irregular layout \(\d+ % of .*\); Delaunay triangulation: \d+ edges/,
    );
  });

  test("joins nearest neighbours on a lattice and says so", async () => {
    const built = await buildGraph(positionsOf(lattice.positions));
    expect(built.kind).toBe("nearest");
    expect(edgeList(built.graph)).toEqual(lattice.nearest);
    expect(built.description).toMatch(
      /^182 cells on a lattice .*; 6 nearest neighbours: \d+ edges, 6\.7 neighbours per cell$/,
    );
  });

  test("spots of an instrument's lattice get nearest neighbours where too few of them are left to show it", async () => {
    const built = await buildGraph(positionsOf(random.positions), { lattice: true });
    expect(built).toMatchObject({ kind: "nearest", layout: { kind: "lattice" } });
    expect(edgeList(built.graph)).toEqual(random.nearest);
  });

  test("a kind that is asked for is built whatever the layout", async () => {
    expect(edgeList((await buildGraph(positionsOf(lattice.positions), { kind: "delaunay" })).graph)).toEqual(
      lattice.delaunay,
    );
    expect(edgeList((await buildGraph(positionsOf(random.positions), { kind: "nearest" })).graph)).toEqual(
      random.nearest,
    );
  });

  test("cells that a radius leaves alone are counted", async () => {
    const built = await buildGraph(positionsOf([0, 0, 1, 0, 0, 1, 50, 50]), { kind: "delaunay", radius: 2 });
    expect(built.isolated).toBe(1);
    expect(built.description).toMatch(/edges up to 2.*1 cells without a neighbour$/);
  });

  test("cells on a line are refused unless nearest neighbours are asked for", async () => {
    const line = positionsOf([0, 0, 1, 1, 2, 2, 3, 3]);
    await expect(buildGraph(line)).rejects.toThrow(/span a plane, got all 4 on one line; .* use the graph of nearest/);
    expect(edgeList((await buildGraph(line, { kind: "nearest", neighbors: 1 })).graph)).toEqual([0, 1, 1, 2, 2, 3]);
  });

  test("positions that cannot carry a graph are refused by name", async () => {
    await expect(buildGraph(positionsOf([1, 2]))).rejects.toThrow(/at least 2 cells, got 1/);
    await expect(buildGraph(positionsOf([1, 2, 1, 2]))).rejects.toThrow(/got all 2 at \(1, 2\)/);
    await expect(buildGraph(positionsOf([1, Number.NaN, 1, 2]))).rejects.toThrow(
      /finite numbers, got \(1, NaN\) for cell 0/,
    );
    await expect(buildGraph(positionsOf(random.positions), { radius: 0 })).rejects.toThrow(/radius above 0, got 0/);
    await expect(buildGraph(positionsOf(random.positions), { kind: "nearest", neighbors: 200 })).rejects.toThrow(
      /1 to 199/,
    );
    await expect(buildGraph({ rows: 2, columns: 3, values: new Float64Array(6) })).rejects.toThrow(/axes=2/);
  });
});
