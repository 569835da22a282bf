import type { Task } from "../../core/task.ts";
import type { Sparse } from "../../data/sparse.ts";
import type { Values } from "../../engine/engine.ts";
import { type ArrangedGraph, arrangedGraph } from "../../nn/arrangedGraph.ts";
import { nearestInSections } from "../../spatial/nearestInSections.ts";
import { input } from "../../tensor/tensor.ts";
import { denseExpression } from "../denseExpression.ts";
import type { MethodInputs } from "../inputs.ts";
import { graphWeights } from "./graphWeights.ts";
import type { GraphstInputs } from "./network.ts";
import type { GraphstOptions } from "./options.ts";

/** Largest scaled expression, in standard deviations of the gene. */
const largest = 10;

/** A tissue as the network takes it. */
export interface GraphstTissue {
  readonly arranged: ArrangedGraph;
  readonly inputs: GraphstInputs;
  readonly feeds: Readonly<Record<string, Values>>;
}

export async function graphstTissue(
  { expression, positions, samples }: MethodInputs,
  { nearest, platform }: GraphstOptions,
  task: Task,
): Promise<GraphstTissue> {
  const { graph, lists } = await nearestInSections(positions, nearest, samples, task);
  const arranged = arrangedGraph(graph);
  const { order, neighborhood, places } = arranged;
  const [n, p] = [expression.rows, expression.columns];
  const deviations = deviationsOf(expression);
  const x = denseExpression(expression, order, (stored, gene) => Math.min(stored / deviations[gene], largest));
  const weights = (name: string) => input(name, [n, 1, places]);
  const { index, reverse, spans } = neighborhood;
  return {
    arranged,
    inputs: {
      ...{ x: input("x", [n, p]), squares: input("squares", [1]), neighbors: { index, reverse, spans } },
      ...{ convolution: weights("convolution"), readout: weights("readout") },
    },
    feeds: {
      ...{ index: arranged.feeds.index, reverse: arranged.feeds.reverse, x },
      squares: Float32Array.of(x.reduce((sum, value) => sum + value * value, 0)),
      ...graphWeights(arranged, lists, { selfCounts: platform !== "spots" }),
    },
  };
}

/** Standard deviation of each gene (of a sample), 1 for a gene without any. */
function deviationsOf({ rows: n, columns: p, indices, values }: Sparse): Float64Array {
  const sums = new Float64Array(p);
  const squares = new Float64Array(p);
  for (let e = 0; e < values.length; e++) sums[indices[e]] += values[e];
  const means = sums.map((sum) => sum / n);
  const counts = new Uint32Array(p);
  for (let e = 0; e < values.length; e++) {
    squares[indices[e]] += (values[e] - means[indices[e]]) ** 2;
    counts[indices[e]]++;
  }
  return squares.map((square, gene) => {
    const total = square + (n - counts[gene]) * means[gene] ** 2;
    return Math.sqrt(total / Math.max(1, n - 1)) || 1;
  });
}
