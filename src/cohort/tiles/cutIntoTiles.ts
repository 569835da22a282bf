import type { Task } from "../../core/task.ts";
import type { Graph } from "../../data/graph.ts";
import type { Matrix } from "../../data/matrix.ts";
import { createSubgraphs } from "../../nn/subgraph.ts";
import { pickCells } from "../../run/steps/selection.ts";
import { buildGraph } from "../../spatial/graph.ts";

/** A part of a section with the cells around it. */
export interface Tile {
  /** Rows of the section, ascending: the tile's own cells and its halo. */
  readonly cells: Uint32Array;
  /** [cells] whether each is the tile's own; every cell of the section is that of one tile. */
  readonly own: readonly boolean[];
  /** Own cells that some other neighbours can reach than in the section; 0 but where edges span wide gaps. */
  readonly changed: number;
}

export interface TileOptions {
  /** Own cells of a tile at most. */
  readonly largest: number;
  /** True for spots of a lattice. */
  readonly lattice?: boolean;
}

/** Distance, in those between neighbouring cells, within which cells vote on a domain: twice the 25 nearest. */
const votes = 10;
/** Edges within which cells decide the domain of a cell before votes: two layers of attention and the mean over neighbours. */
const reach = 3;
/** Edges beyond, so that the neighbours of all these are there: of nearest cells, theirs too. */
const beyond = 2;

/**
 * Cut a section into tiles of about equal size by straight lines, each with a halo: the cells that decide on its own, so that
 * these have the neighbours that they have in the section. A cell all of whose Delaunay neighbours are in a part of the cells
 * has the same neighbours in the triangulation of that part, as circles that were empty stay empty.
 *
 * @param positions [n, 2] of the section.
 * @throws as `buildGraph`.
 */
export async function cutIntoTiles(
  positions: Matrix,
  { largest, lattice = false }: TileOptions,
  task: Task,
): Promise<readonly Tile[]> {
  const n = positions.rows;
  const count = Math.ceil(n / largest);
  const rows = Uint32Array.from({ length: n }, (_, i) => i);
  if (count <= 1) return [{ cells: rows, own: Array.from(rows, () => true), changed: 0 }];
  const options = lattice ? { lattice } : {};
  const { graph, layout } = await buildGraph(positions, options, task.part(0, 0.4));
  const around = createSubgraphs(graph);
  const boxes = cutByLines(positions, rows, { least: [-Infinity, -Infinity], most: [Infinity, Infinity] }, count);
  const tiles: Tile[] = [];
  for (const [t, { rows: own, box }] of boxes.entries()) {
    const near = rows.filter((i) => isWithin(positions, i, box, votes * layout.spacing));
    const cells = around.around(near, reach + beyond);
    const built = await buildGraph(pickCells(positions, cells), options);
    const changed = changedRows(graph, around.around(near, reach), { graph: built.graph, cells });
    const mine = new Set(own);
    const met = changed.length === 0 ? 0 : around.around(changed, reach).filter((i) => mine.has(i)).length;
    tiles.push({ cells, own: Array.from(cells, (i) => mine.has(i)), changed: met });
    await task.update(0.4 + (0.6 * (t + 1)) / boxes.length);
  }
  return tiles;
}

interface Box {
  readonly least: readonly [number, number];
  readonly most: readonly [number, number];
}

/** Halve the rows along the longer side of what they span, until there are `count` parts. */
function cutByLines(
  positions: Matrix,
  rows: Uint32Array,
  box: Box,
  count: number,
): readonly { readonly rows: Uint32Array; readonly box: Box }[] {
  if (count === 1) return [{ rows, box }];
  const extent = [0, 1].map((axis) => {
    let [least, most] = [Infinity, -Infinity];
    for (const i of rows) {
      least = Math.min(least, positions.values[2 * i + axis]);
      most = Math.max(most, positions.values[2 * i + axis]);
    }
    return most - least;
  });
  const axis = extent[1] > extent[0] ? 1 : 0;
  const at = (i: number) => positions.values[2 * i + axis];
  const sorted = rows.slice().sort((i, j) => at(i) - at(j) || i - j);
  const first = count >> 1;
  const cut = Math.round((rows.length * first) / count);
  const line = (at(sorted[cut - 1]) + at(sorted[cut])) / 2;
  const bounded = (side: readonly [number, number]): [number, number] =>
    axis === 0 ? [line, side[1]] : [side[0], line];
  return [
    ...cutByLines(positions, sorted.slice(0, cut).sort(), { ...box, most: bounded(box.most) }, first),
    ...cutByLines(positions, sorted.slice(cut).sort(), { ...box, least: bounded(box.least) }, count - first),
  ];
}

function isWithin({ values }: Matrix, i: number, { least, most }: Box, margin: number): boolean {
  return [0, 1].every((axis) => {
    const x = values[2 * i + axis];
    return x >= least[axis] - margin && x <= most[axis] + margin;
  });
}

/** Those of some rows of a section that have other neighbours in a tile, or are not in it. */
function changedRows(
  { starts, targets }: Graph,
  rows: Uint32Array,
  tile: { readonly graph: Graph; readonly cells: Uint32Array },
): Uint32Array {
  const place = new Map(Array.from(tile.cells, (row, at) => [row, at]));
  return rows.filter((row) => {
    const at = place.get(row);
    if (at === undefined) return true;
    const first = tile.graph.starts[at];
    const count = tile.graph.starts[at + 1] - first;
    if (count !== starts[row + 1] - starts[row]) return true;
    for (let e = 0; e < count; e++) {
      if (tile.cells[tile.graph.targets[first + e]] !== targets[starts[row] + e]) return true;
    }
    return false;
  });
}
