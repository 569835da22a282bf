import type { Graph } from "../../src/data/graph.ts";
import type { Matrix } from "../../src/data/matrix.ts";

/** Positions from x, y, x, y, ... */
export function positionsOf(values: ArrayLike<number>): Matrix {
  return { rows: values.length / 2, columns: 2, values: Float64Array.from(values) };
}

/** Each edge once, lower end first, as i, j, i, j, ... in ascending order. */
export function edgeList({ starts, targets }: Graph): number[] {
  const edges: number[] = [];
  for (let i = 0; i + 1 < starts.length; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) if (targets[e] > i) edges.push(i, targets[e]);
  }
  return edges;
}

/** What breaks the contract of Graph: order, loops, one-way edges, wrong lengths. Empty when it holds. */
export function graphDefects({ starts, targets, lengths }: Graph, { values }: Matrix): string[] {
  const defects: string[] = [];
  const known = new Set<string>();
  for (let i = 0; i + 1 < starts.length; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const j = targets[e];
      known.add(`${i} ${j}`);
      if (j === i) defects.push(`${i} is its own neighbour`);
      if (e > starts[i] && targets[e - 1] >= j) defects.push(`neighbours of ${i} do not ascend`);
      const length = Math.hypot(values[2 * i] - values[2 * j], values[2 * i + 1] - values[2 * j + 1]);
      if (lengths[e] !== Math.fround(length) && Math.abs(lengths[e] / length - 1) > 1e-6)
        defects.push(`length of ${i} ${j}`);
    }
  }
  for (const edge of known) if (!known.has(edge.split(" ").reverse().join(" "))) defects.push(`${edge} is one-way`);
  return defects;
}
