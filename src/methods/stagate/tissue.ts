import type { Task } from "../../core/task.ts";
import type { Values } from "../../engine/engine.ts";
import { type ArrangedGraph, arrangedGraph } from "../../nn/arrangedGraph.ts";
import { nearestInSections } from "../../spatial/nearestInSections.ts";
import { radiusGraph } from "../../spatial/radiusGraph.ts";
import { usualRadius } from "../../spatial/usualRadius.ts";
import { input } from "../../tensor/tensor.ts";
import { denseExpression } from "../denseExpression.ts";
import type { MethodInputs } from "../inputs.ts";
import type { StagateInputs } from "./network.ts";
import type { StagateOptions } from "./options.ts";

/** A tissue as the network takes it. */
export interface StagateTissue {
  readonly arranged: ArrangedGraph;
  readonly inputs: StagateInputs;
  readonly feeds: Readonly<Record<string, Values>>;
  /** Mean number of neighbours of a cell. */
  readonly neighbors: number;
  /** The radius, where links are within one. */
  readonly reach: number | undefined;
}

/** Links of the cells, and their expression in the order of the arranged graph. */
export async function stagateTissue(
  { expression, positions, samples }: MethodInputs,
  { links, reach, nearest }: StagateOptions,
  task: Task,
): Promise<StagateTissue> {
  const settled = reach === "auto" ? await usualRadius(positions, samples, task) : reach;
  const { graph } =
    links === "nearest"
      ? await nearestInSections(positions, nearest, samples, task)
      : { graph: await radiusGraph(positions, settled, { sections: samples, coincident: false }, task) };
  const arranged = arrangedGraph(graph);
  const x = denseExpression(expression, arranged.order);
  const [n, p] = [expression.rows, expression.columns];
  const inputs = { x: input("x", [n, p]), squares: input("squares", [1]), neighborhood: arranged.neighborhood };
  const squares = Float32Array.of(x.reduce((sum, value) => sum + value * value, 0));
  const shown = { neighbors: graph.targets.length / n, reach: links === "radius" ? settled : undefined };
  return { arranged, inputs, feeds: { ...arranged.feeds, x, squares }, ...shown };
}
