import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { cutIntoChunks } from "../../src/nn/chunks.ts";
import { delaunayGraph } from "../../src/spatial/delaunay.ts";

const n = 300;
const rng = createRandom(1);
const graph = await delaunayGraph({
  rows: n,
  columns: 2,
  values: Float64Array.from({ length: 2 * n }, () => rng.uniform()),
});

/** The cells that a walk of so many edges from these reaches. */
function within(cells: Iterable<number>, steps: number): Set<number> {
  const reached = new Set(cells);
  for (let step = 0; step < steps; step++) {
    for (const i of [...reached]) {
      for (let e = graph.starts[i]; e < graph.starts[i + 1]; e++) reached.add(graph.targets[e]);
    }
  }
  return reached;
}

describe("a tissue in chunks of at most 100 cells", () => {
  const { count, sizes, chunk } = cutIntoChunks(graph, { steps: 2, largest: 100 });
  const chunks = Array.from({ length: count }, (_, s) => chunk(s));

  test("every cell belongs to one chunk", () => {
    const own = chunks.flatMap(({ cells, own }) => Array.from(own, (at) => cells[at]));
    expect(own.toSorted((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
    for (const { own } of chunks) expect(own.length).toBeLessThanOrEqual(100);
  });

  test("each chunk holds all that its cells' embeddings by two layers depend on", () => {
    for (const { cells, own } of chunks) {
      const held = new Set(cells);
      for (const i of within(
        Array.from(own, (at) => cells[at]),
        2,
      ))
        expect(held.has(i)).toBe(true);
    }
  });

  test("all chunks have one size, so that one program serves all", () => {
    for (const { cells } of chunks) expect(cells.length).toBe(sizes.cells);
  });
});

test("a tissue that fits is one chunk of its own cells", () => {
  const { count, sizes, chunk } = cutIntoChunks(graph, { steps: 2 });
  expect([count, sizes.cells, chunk(0).own.length]).toEqual([1, n, n]);
});
