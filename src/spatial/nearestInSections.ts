import { silentTask, type Task } from "../core/task.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { graphFromEdges } from "./edges.ts";
import { neighborsInSections } from "./neighborsInSections.ts";

export interface SectionNearest {
  /** The k nearest cells of each cell in its own section, from both ends. */
  readonly graph: Graph;
  /** [n, k] the nearest cells of each cell themselves, by distance; -1 where a section has too few. */
  readonly lists: Int32Array;
}

/**
 * Nearest neighbours within sections. Cells at one place are neighbours at distance 0.
 *
 * @param positions [n, 2]
 * @param k nearest cells of each cell, fewer in a section that has not as many.
 * @param sections [n] section of each cell, codes >= 0; undefined for one section.
 */
export async function nearestInSections(
  positions: Matrix,
  k: number,
  sections?: Int32Array,
  task: Task = silentTask,
): Promise<SectionNearest> {
  const lists = await neighborsInSections(positions, () => k, sections, task);
  const width = lists.length / positions.rows;
  const from: number[] = [];
  const to: number[] = [];
  lists.forEach((neighbor, at) => {
    if (neighbor < 0) return;
    from.push(Math.floor(at / width));
    to.push(neighbor);
  });
  return { lists, graph: graphFromEdges(positions, { from: Uint32Array.from(from), to: Uint32Array.from(to) }) };
}
