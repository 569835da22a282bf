import { expectShape } from "../core/errors.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";

/**
 * One graph of cells in several sections, each built from its own positions, without an edge between two sections.
 *
 * @param positions [n, 2]; those of different sections have nothing in common.
 * @param sections [n] section of each cell, codes >= 0; undefined for one section.
 */
export async function sectionGraphs(
  positions: Matrix,
  sections: Int32Array | undefined,
  build: (positions: Matrix, task: Task) => Promise<Graph>,
  task: Task = silentTask,
): Promise<Graph> {
  if (sections === undefined) return build(positions, task);
  expectShape("sectionGraphs: sections", [sections.length], { cells: positions.rows });
  const members = new Map<number, number[]>();
  sections.forEach((section, i) => {
    const cells = members.get(section);
    if (cells === undefined) members.set(section, [i]);
    else cells.push(i);
  });
  const parts: { readonly cells: Uint32Array; readonly graph: Graph }[] = [];
  let done = 0;
  for (const list of members.values()) {
    const cells = Uint32Array.from(list);
    const after = done + cells.length / positions.rows;
    parts.push({ cells, graph: await build(positionsOf(positions, cells), task.part(done, after)) });
    done = after;
  }
  return stackGraphs(parts, positions.rows);
}

/** Edges of graphs of some of the cells each, which ascend, at the places of these cells among all. */
export function stackGraphs(
  parts: readonly { readonly cells: Uint32Array; readonly graph: Graph }[],
  n: number,
): Graph {
  const starts = new Uint32Array(n + 1);
  for (const { cells, graph } of parts) {
    cells.forEach((cell, i) => {
      starts[cell + 1] = graph.starts[i + 1] - graph.starts[i];
    });
  }
  for (let i = 0; i < n; i++) starts[i + 1] += starts[i];
  const targets = new Uint32Array(starts[n]);
  const lengths = new Float32Array(starts[n]);
  for (const { cells, graph } of parts) {
    cells.forEach((cell, i) => {
      for (let e = graph.starts[i], at = starts[cell]; e < graph.starts[i + 1]; e++, at++) {
        // The cells of a sample ascend, so neighbours still do.
        targets[at] = cells[graph.targets[e]];
        lengths[at] = graph.lengths[e];
      }
    });
  }
  return { starts, targets, lengths };
}

/** The rows of some cells. */
export function positionsOf({ columns, values }: Matrix, cells: Uint32Array): Matrix {
  const own = new Float64Array(2 * cells.length);
  cells.forEach((cell, i) => {
    own[2 * i] = values[cell * columns];
    own[2 * i + 1] = values[cell * columns + 1];
  });
  return { rows: cells.length, columns: 2, values: own };
}
