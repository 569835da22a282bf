import { expectShape } from "../../core/errors.ts";
import type { Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Values } from "../../engine/engine.ts";
import { type ArrangedGraph, arrangedGraph } from "../../nn/arrangedGraph.ts";
import type { MethodInputs } from "../inputs.ts";
import { type Adjacency, adjacencyOf, smoothed } from "./adjacency.ts";
import type { ProstOptions } from "./options.ts";

/** Rounds in which components are smoothed before training. */
const rounds = 2;

/** A tissue as the network reads it, cells in the order of `arranged`. */
export interface ProstTissue {
  readonly arranged: ArrangedGraph;
  readonly cells: number;
  readonly columns: number;
  /** `rows` [n, d], the smoothed components, and the neighbour lists. */
  readonly feeds: Readonly<Record<string, Values>>;
  readonly reach?: number;
}

export async function prostTissue(
  inputs: Pick<MethodInputs, "components" | "positions" | "samples">,
  options: ProstOptions,
  task: Task,
): Promise<ProstTissue> {
  const { components, positions } = inputs;
  expectShape("prost: positions", [positions.rows], { cells: components.rows });
  const adjacency = await adjacencyOf(inputs, options, task);
  let rows: Matrix = components;
  for (let round = 0; round < rounds; round++) rows = smoothed(rows, adjacency);
  const arranged = arrange(adjacency);
  const { rows: cells, columns } = rows;
  const feed = new Float32Array(cells * columns);
  for (const [row, cell] of arranged.order.entries()) {
    feed.set(rows.values.subarray(cell * columns, (cell + 1) * columns), row * columns);
  }
  const { reach } = adjacency;
  return {
    arranged,
    cells,
    columns,
    feeds: { ...arranged.feeds, rows: feed },
    ...(reach === undefined ? {} : { reach }),
  };
}

/** The graph as lists, in which cells that a cell does not read are masked as padding is. */
export function arrange({ graph, reads }: Adjacency): ArrangedGraph {
  const arranged = arrangedGraph(graph);
  const { places, order, feeds } = arranged;
  const bias = feeds.bias.slice();
  for (const [row, cell] of order.entries()) {
    const { starts, targets } = graph;
    for (let place = 1; place <= starts[cell + 1] - starts[cell]; place++) {
      const at = row * places + place;
      const edge = targets.indexOf(order[feeds.index[at]], starts[cell]);
      if (!reads[edge]) bias[at] = -1e9;
    }
  }
  return { ...arranged, feeds: { ...feeds, bias } };
}
