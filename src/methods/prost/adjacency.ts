import type { Task } from "../../core/task.ts";
import type { Graph } from "../../data/graph.ts";
import type { Matrix } from "../../data/matrix.ts";
import { nearestInSections } from "../../spatial/nearestInSections.ts";
import { radiusGraph } from "../../spatial/radiusGraph.ts";
import { usualRadius } from "../../spatial/usualRadius.ts";
import type { MethodInputs } from "../inputs.ts";
import type { ProstOptions } from "./options.ts";

/** Which cells each cell reads beside itself: a directed graph within an undirected one. */
export interface Adjacency {
  /** Pairs of which one reads the other. */
  readonly graph: Graph;
  /** For each edge of the graph, 1 where the cell whose list it is in reads the other, else 0. */
  readonly reads: Uint8Array;
  /** The distance, where it decides. */
  readonly reach?: number;
}

export async function adjacencyOf(
  { positions, samples }: Pick<MethodInputs, "positions" | "samples">,
  { adjacency, nearest, reach }: Pick<ProstOptions, "adjacency" | "nearest" | "reach">,
  task: Task,
): Promise<Adjacency> {
  if (adjacency === "distance") {
    const radius = reach === "auto" ? await usualRadius(positions, samples, task.part(0, 0.5)) : reach;
    const options = { sections: samples, coincident: false };
    const graph = await radiusGraph(positions, radius, options, task.part(0.5, 1));
    return { graph, reads: new Uint8Array(graph.targets.length).fill(1), reach: radius };
  }
  const { graph, lists } = await nearestInSections(positions, nearest - 1, samples, task);
  const width = lists.length / positions.rows;
  const reads = new Uint8Array(graph.targets.length);
  for (let i = 0; i < positions.rows; i++) {
    const own = lists.subarray(i * width, (i + 1) * width);
    for (let e = graph.starts[i]; e < graph.starts[i + 1]; e++) reads[e] = own.includes(graph.targets[e]) ? 1 : 0;
  }
  return { graph, reads };
}

/** Share of a cell's own row; the rest comes from the cells that read it. */
const own = 1 / 3;

/**
 * Rows smoothed over the tissue, F x with F = I / 3 + (2 / 3) D^-1/2 A' D^-1/2: A is the adjacency with the cell itself, and
 * D its row sums. As A is transposed, a row gathers those of the cells that read it.
 */
export function smoothed({ columns: d, values }: Matrix, { graph, reads }: Adjacency): Matrix {
  const { starts, targets } = graph;
  const n = starts.length - 1;
  const degrees = new Float64Array(n).fill(1);
  for (let i = 0; i < n; i++) for (let e = starts[i]; e < starts[i + 1]; e++) degrees[i] += reads[e];
  const result = new Float64Array(n * d);
  const addTo = (i: number, j: number, weight: number) => {
    for (let u = 0; u < d; u++) result[i * d + u] += weight * values[j * d + u];
  };
  for (let j = 0; j < n; j++) {
    addTo(j, j, own + (1 - own) / degrees[j]);
    for (let e = starts[j]; e < starts[j + 1]; e++) {
      const i = targets[e];
      if (reads[e]) addTo(i, j, (1 - own) / Math.sqrt(degrees[i] * degrees[j]));
    }
  }
  return { rows: n, columns: d, values: result };
}
