import type { Graph } from "../../data/graph.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Values } from "../../engine/engine.ts";
import { input } from "../../tensor/tensor.ts";
import { arrangedGraph } from "../arrangedGraph.ts";
import type { NetworkBuilder } from "./network.ts";

/** A tissue as a program takes it: cells in the order of their number of neighbours, which skips most padding. */
export interface NetworkFeeds {
  /** [n] cell in each row. */
  readonly order: Uint32Array;
  readonly inputs: Pick<NetworkBuilder, "input" | "graph">;
  readonly feeds: Readonly<Record<string, Values>>;
}

/**
 * @param rows [n, d]
 * @param graph of the n cells.
 * @throws bad-data for a graph that is not symmetric.
 */
export function networkFeeds(rows: Matrix, graph: Graph): NetworkFeeds {
  const { rows: n, columns: d } = rows;
  const { order, neighborhood, feeds } = arrangedGraph(graph);
  const cells = new Float32Array(n * d);
  for (const [row, cell] of order.entries()) cells.set(rows.values.subarray(cell * d, (cell + 1) * d), row * d);
  return {
    order,
    inputs: { input: input("input", [n, d]), graph: neighborhood },
    feeds: { input: cells, ...feeds },
  };
}

/** Rows of a result back in the order of the cells. */
export function inCellOrder(values: Values, order: Uint32Array): Matrix {
  const n = order.length;
  const columns = values.length / n;
  const placed = new Float32Array(values.length);
  for (const [row, cell] of order.entries()) {
    placed.set(values.subarray(row * columns, (row + 1) * columns), cell * columns);
  }
  return { rows: n, columns, values: placed };
}
