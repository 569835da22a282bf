import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { buildGraph } from "../../src/spatial/graph.ts";
import { sampleGraphs } from "../../src/spatial/sampleGraphs.ts";

function cloud(n: number, seed: number): Matrix {
  const rng = createRandom(seed);
  return { rows: n, columns: 2, values: Float64Array.from({ length: 2 * n }, () => rng.uniform()) };
}

function lattice(side: number): Matrix {
  const values = Float64Array.from({ length: 2 * side * side }, (_, at) =>
    at % 2 === 0 ? (at >> 1) % side : Math.floor((at >> 1) / side),
  );
  return { rows: side * side, columns: 2, values };
}

test("each sample has the graph that it has alone, with its own layout, and no edge joins two samples", async () => {
  const parts = [cloud(40, 1), lattice(6), cloud(25, 2)];
  // Cells of the samples in turn, not one sample after the other.
  const order = parts
    .flatMap(({ rows }, s) => Array.from({ length: rows }, (_, i) => ({ s, i })))
    .sort((a, b) => a.i - b.i || a.s - b.s);
  const positions: Matrix = {
    rows: order.length,
    columns: 2,
    values: Float64Array.from(order.flatMap(({ s, i }) => [parts[s].values[2 * i], parts[s].values[2 * i + 1]])),
  };
  const codes = Int32Array.from(order, ({ s }) => s);
  const { graph, layout, description } = await sampleGraphs(positions, { codes, names: ["a", "b", "c"] });
  for (const [s, part] of parts.entries()) {
    const alone = await buildGraph(part);
    expect(description).toContain(alone.description);
    const place = order.flatMap((each, at) => (each.s === s ? [at] : []));
    for (let i = 0; i < part.rows; i++) {
      const own = Array.from(
        alone.graph.targets.subarray(alone.graph.starts[i], alone.graph.starts[i + 1]),
        (j) => place[j],
      );
      expect([...graph.targets.subarray(graph.starts[place[i]], graph.starts[place[i] + 1])]).toEqual(own);
      expect(graph.lengths[graph.starts[place[i]]]).toBe(alone.graph.lengths[alone.graph.starts[i]]);
    }
  }
  expect(layout.kind).toBe("irregular");
});

test("a sample that cannot be connected is named", async () => {
  const line: Matrix = { rows: 4, columns: 2, values: Float64Array.of(0, 0, 1, 1, 2, 2, 3, 3) };
  const values = Float64Array.from([...cloud(10, 3).values, ...line.values]);
  const codes = Int32Array.from({ length: 14 }, (_, i) => (i < 10 ? 0 : 1));
  await expect(sampleGraphs({ rows: 14, columns: 2, values }, { codes, names: ["good", "flat"] })).rejects.toThrow(
    /sample flat: .*one line/,
  );
});
