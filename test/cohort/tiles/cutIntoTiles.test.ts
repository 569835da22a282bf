import { expect, test } from "vitest";
import { cutIntoTiles } from "../../../src/cohort/tiles/cutIntoTiles.ts";
import { createRandom } from "../../../src/core/random.ts";
import { silentTask } from "../../../src/core/task.ts";
import { createSubgraphs } from "../../../src/nn/subgraph.ts";
import { pickCells } from "../../../src/run/steps/selection.ts";
import { buildGraph } from "../../../src/spatial/graph.ts";

const rng = createRandom(5);
const n = 3000;
/** A strip of 10 x 300 cells. */
const values = Float64Array.from({ length: 2 * n }, (_, e) => (e % 2 === 0 ? 300 : 10) * rng.uniform());
const positions = { rows: n, columns: 2, values };

test("every cell is one tile's own, and tiles are of about equal size", async () => {
  const tiles = await cutIntoTiles(positions, { largest: 1000 }, silentTask);
  expect(tiles.map(({ own }) => own.filter(Boolean).length)).toEqual([1000, 1000, 1000]);
  const all = tiles.flatMap(({ cells, own }) => Array.from(cells).filter((_, i) => own[i]));
  expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
  for (const { cells } of tiles) expect(cells).toEqual(cells.slice().sort());
});

test("within three edges of its own cells a tile has the graph of the section, long edges along its border too", async () => {
  const { graph } = await buildGraph(positions);
  const whole = createSubgraphs(graph);
  const longest = graph.lengths.reduce((most, length) => Math.max(most, length), 0);
  expect(longest).toBeGreaterThan(10);
  for (const { cells, own, changed } of await cutIntoTiles(positions, { largest: 1000 }, silentTask)) {
    expect(changed).toBe(0);
    expect(cells.length).toBeLessThan(n);
    const mine = cells.filter((_, i) => own[i]);
    const tile = (await buildGraph(pickCells(positions, cells))).graph;
    for (const row of whole.around(mine, 3)) {
      const at = cells.indexOf(row);
      const found = Array.from(tile.targets.subarray(tile.starts[at], tile.starts[at + 1]), (j) => cells[j]);
      expect(found).toEqual(Array.from(graph.targets.subarray(graph.starts[row], graph.starts[row + 1])));
    }
  }
});

test("cells that lose an edge over a gap, as their pieces are connected in another tile, are counted", async () => {
  // A U: in the tile with the upper ends of its arms nothing holds them together.
  const shape = Array.from({ length: 4000 }, () => [28 * rng.uniform(), 200 * rng.uniform()]);
  const cells = shape.filter(([x, y]) => x < 10 || x > 18 || y < 10);
  const arms = { rows: cells.length, columns: 2, values: Float64Array.from(cells.flat()) };
  const [lower, upper] = await cutIntoTiles(arms, { largest: Math.ceil(cells.length / 2) }, silentTask);
  expect(lower.changed).toBe(0);
  expect(upper.changed).toBeGreaterThan(10);
});

test("a section that is no larger than a tile is one", async () => {
  const [tile, ...others] = await cutIntoTiles(positions, { largest: n }, silentTask);
  expect(others).toEqual([]);
  expect(tile.own.every(Boolean) && tile.cells.length === n).toBe(true);
});
