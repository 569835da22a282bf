import type { Graph } from "../data/graph.ts";
import type { Values } from "../engine/engine.ts";
import { sortByNeighbors } from "./arrange.ts";
import { type ComparisonSizes, comparisonSizes } from "./comparison.ts";
import { padNeighbors } from "./neighbors.ts";
import { type InputSource, rowLengths } from "./tissue.ts";

/** Cells that a step sees together, those with fewest neighbours first, and the graph of their places. */
export interface Batch {
  /** [b] cells of the tissue. */
  readonly cells: Uint32Array;
  readonly graph: Graph;
  /** What of a program's feeds does not change while the batch is the same: input, lengths and neighbour lists. */
  readonly feeds: Readonly<Record<"input" | "lengths" | "index" | "reverse" | "bias", Values>>;
}

/** Sizes that all batches of a training share: one program serves them all. */
export interface BatchSizes {
  /** b */
  readonly cells: number;
  /** k, places in the neighbour lists, and how many of them cells use; see `Neighbors.spans`. */
  readonly places: number;
  readonly spans: readonly number[];
  readonly comparison: ComparisonSizes;
}

/** How a tissue is divided into the batches of each pass. */
export interface Batches {
  readonly sizes: BatchSizes;
  /** The batches of a pass, made one by one when they are asked for. */
  pass(epoch: number): readonly (() => Batch)[];
}

/** The whole tissue as the one batch of every pass. */
export function wholeTissue(graph: Graph, input: InputSource, anchors: number): Batches {
  const { graph: sorted, order, spans } = sortByNeighbors(graph);
  const { places, ...lists } = padNeighbors(sorted);
  const rows = new Float32Array(order.length * input.columns);
  input.fillInto(rows, order);
  const feeds = { ...lists, input: rows, lengths: rowLengths(rows, order.length) };
  const batch: Batch = { cells: order, graph: sorted, feeds };
  return {
    sizes: { cells: order.length, places, spans, comparison: comparisonSizes(sorted, anchors) },
    pass: () => [() => batch],
  };
}
