import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { buildGraph } from "../../src/spatial/graph.ts";
import { edgeList, positionsOf } from "./graphs.ts";

/** Cells at random in a square of 20 x 20 around each centre. */
function squares(centers: readonly (readonly [number, number])[], cells: number): number[] {
  const random = createRandom(3);
  return centers.flatMap(([x, y]) =>
    Array.from({ length: cells }, () => [x + 20 * random.uniform(), y + 20 * random.uniform()]).flat(),
  );
}

/** Cells of each piece of tissue that the graph leaves connected. */
async function pieceSizes(positions: readonly number[], radius?: number): Promise<number[]> {
  const { graph } = await buildGraph(positionsOf(positions), radius === undefined ? {} : { radius });
  const seen = new Set<number>();
  const sizes: number[] = [];
  for (let first = 0; first + 1 < graph.starts.length; first++) {
    if (seen.has(first)) continue;
    const reached = [first];
    seen.add(first);
    for (const i of reached) {
      for (const j of graph.targets.subarray(graph.starts[i], graph.starts[i + 1])) {
        if (!seen.has(j)) reached.push(j);
        seen.add(j);
      }
    }
    sizes.push(reached.length);
  }
  return sizes.sort((a, b) => a - b);
}

describe("pieces of tissue far apart", () => {
  test("no edge joins them, which is said with the length and the option that decides otherwise", async () => {
    const cores = squares(
      [
        [0, 0],
        [100, 0],
        [0, 100],
      ],
      40,
    );
    expect(await pieceSizes(cores)).toEqual([40, 40, 40]);
    const { description, isolated } = await buildGraph(positionsOf(cores));
    expect(description).toMatch(/; 3 separate pieces of tissue: \d+ edges between them, longer than [\d.]+ .*--radius/);
    expect(isolated).toBe(0);
  });

  test("a radius that is given decides alone", async () => {
    expect(
      await pieceSizes(
        squares(
          [
            [0, 0],
            [100, 0],
          ],
          40,
        ),
        1000,
      ),
    ).toEqual([80]);
  });

  test("a few cells apart are no piece: they join the nearest one and connect no two", async () => {
    const cores = [
      ...squares(
        [
          [0, 0],
          [200, 0],
        ],
        40,
      ),
      60,
      10,
      61,
      11,
      62,
      9,
    ];
    expect(await pieceSizes(cores)).toEqual([40, 43]);
  });

  test("edges over a hole that tissue surrounds stay", async () => {
    const random = createRandom(5);
    const ring = Array.from({ length: 600 }, () => {
      const [angle, radius] = [2 * Math.PI * random.uniform(), 80 + 20 * random.uniform()];
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    }).flat();
    const cut = await buildGraph(positionsOf(ring));
    const whole = await buildGraph(positionsOf(ring), { radius: 1e9 });
    expect(edgeList(cut.graph)).toEqual(edgeList(whole.graph));
    expect(Math.max(...cut.graph.lengths)).toBeGreaterThan(50);
  });
});
