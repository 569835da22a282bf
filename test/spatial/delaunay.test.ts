import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { delaunayGraph } from "../../src/spatial/delaunay.ts";
import { edgeList, graphDefects, positionsOf } from "./graphs.ts";

interface Case {
  readonly name: string;
  readonly positions: number[];
  readonly delaunay: number[];
}

const cases: Case[] = JSON.parse(readFileSync("fixtures/spatial.json", "utf8"));

const lattice = (width: number, height: number): number[] =>
  Array.from({ length: width * height }, (_, i) => [i % width, Math.floor(i / width)]).flat();

describe("delaunayGraph", () => {
  test.each(cases)("has the edges of scipy's Delaunay on $name points", async ({ positions, delaunay }) => {
    const graph = await delaunayGraph(positionsOf(positions));
    expect(edgeList(graph)).toEqual(delaunay);
    expect(graphDefects(graph, positionsOf(positions))).toEqual([]);
  });

  test("an exact lattice gets all its sides, one diagonal a square, and nothing longer", async () => {
    const graph = await delaunayGraph(positionsOf(lattice(9, 7)));
    const lengths = [...graph.lengths].sort((a, b) => a - b);
    expect(lengths.filter((length) => length === 1).length).toBe(2 * (8 * 7 + 9 * 6));
    expect(lengths.filter((length) => length === Math.fround(Math.SQRT2)).length).toBe(2 * (8 * 6));
    expect(lengths.length).toBe(2 * (8 * 7 + 9 * 6 + 8 * 6));
  });

  test("cells at one place are joined to the first of them, and the rest is as without them", async () => {
    const { positions, delaunay } = cases[0];
    const n = positions.length / 2;
    const twins = [...positions, ...positions.slice(20, 22), ...positions.slice(20, 22), ...positions.slice(0, 2)];
    const graph = await delaunayGraph(positionsOf(twins));
    const edges = edgeList(graph);
    const pairs = Array.from({ length: edges.length / 2 }, (_, e) => `${edges[2 * e]} ${edges[2 * e + 1]}`);
    const expected = Array.from({ length: delaunay.length / 2 }, (_, e) => `${delaunay[2 * e]} ${delaunay[2 * e + 1]}`);
    expect(pairs.sort()).toEqual([...expected, `10 ${n}`, `10 ${n + 1}`, `0 ${n + 2}`].sort());
  });

  test("a radius drops exactly the longer edges", async () => {
    const positions = positionsOf(cases[1].positions);
    const whole = await delaunayGraph(positions);
    const cut = await delaunayGraph(positions, { radius: 50 });
    expect(cut.targets.length).toBe(whole.lengths.filter((length) => length <= 50).length);
    expect(Math.max(...cut.lengths)).toBeLessThanOrEqual(50);
    expect(graphDefects(cut, positions)).toEqual([]);
  });

  test("the positions are left as they were", async () => {
    const positions = positionsOf(cases[0].positions);
    await delaunayGraph(positions);
    expect([...positions.values]).toEqual(cases[0].positions);
  });

  test("positions on a line, at two places or at one are refused, with a way out", async () => {
    const line = positionsOf(Array.from({ length: 40 }, (_, i) => [i * 0.1, i * 0.3 + 1]).flat());
    await expect(delaunayGraph(line)).rejects.toThrow(
      /span a plane, got 40 on one line; use the graph of nearest neighbours/,
    );
    await expect(delaunayGraph(positionsOf([0, 0, 1, 1, 0, 0]))).rejects.toThrow(/3 or more places, got 2/);
    await expect(delaunayGraph(positionsOf([2, 3, 2, 3, 2, 3]))).rejects.toThrow(/got all 3 at \(2, 3\)/);
    await expect(delaunayGraph(positionsOf([0, 0, 1, Number.POSITIVE_INFINITY]))).rejects.toThrow(
      /\(1, Infinity\) for cell 1/,
    );
  });

  test("every triangle of an almost exact lattice has an empty circle", async () => {
    // Jitter far below the spacing, with the lattice's ambiguous diagonals decided by it.
    const jittered = lattice(8, 8).map((value, e) => value + 1e-7 * Math.sin(12.9898 * e));
    const edges = edgeList(await delaunayGraph(positionsOf(jittered)));
    const has = new Set(Array.from({ length: edges.length / 2 }, (_, e) => edges[2 * e] * 64 + edges[2 * e + 1]));
    const at = (i: number): [number, number] => [jittered[2 * i], jittered[2 * i + 1]];
    let triangles = 0;
    for (let i = 0; i < 64; i++) {
      for (let j = i + 1; j < 64; j++) {
        if (!has.has(i * 64 + j)) continue;
        for (let k = j + 1; k < 64; k++) {
          if (!has.has(i * 64 + k) || !has.has(j * 64 + k)) continue;
          const [x, y, radius] = circle(at(i), at(j), at(k));
          const inside = Array.from({ length: 64 }, (_, m) => m).filter(
            (m) => Math.hypot(at(m)[0] - x, at(m)[1] - y) < radius * (1 - 1e-11),
          );
          if (Number.isFinite(radius) && radius < 10) {
            triangles++;
            expect(inside.filter((m) => m !== i && m !== j && m !== k)).toEqual([]);
          }
        }
      }
    }
    expect(triangles).toBeGreaterThanOrEqual(98);
  });
});

/** Centre and radius of the circle through three points. */
function circle([ax, ay]: [number, number], [bx, by]: [number, number], [cx, cy]: [number, number]) {
  const [ux, uy, vx, vy] = [bx - ax, by - ay, cx - ax, cy - ay];
  const d = 2 * (ux * vy - uy * vx);
  const [u, v] = [ux * ux + uy * uy, vx * vx + vy * vy];
  const [x, y] = [(vy * u - uy * v) / d, (ux * v - vx * u) / d];
  return [ax + x, ay + y, Math.hypot(x, y)];
}
