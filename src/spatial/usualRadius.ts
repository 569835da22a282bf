import { silentTask, type Task } from "../core/task.ts";
import type { Matrix } from "../data/matrix.ts";
import { createBins } from "./bins.ts";
import { detectLayout } from "./lattice/layout.ts";
import { nearestInSections } from "./nearestInSections.ts";

/** Off lattices: the mean number of neighbours within the radius. */
const usualMean = 10;
/** On lattices, in spacings: six neighbours of a hexagon lie at 1 and the next at 1.73, eight of a square at 1 and 1.41. */
const latticeReach = 1.5;

/**
 * A radius for neighbourhoods of usual size: on a lattice 1.5 spacings, elsewhere the radius within which cells have 10
 * others at another place on average. It is one for all sections; the largest decides whether they are lattices.
 *
 * @param positions [n, 2], not all at one place.
 * @param sections [n] section of each cell, codes >= 0; undefined for one section.
 * @throws bad-shape, bad-data as `expectPositions`.
 */
export async function usualRadius(positions: Matrix, sections?: Int32Array, task: Task = silentTask): Promise<number> {
  const { kind, spacing } = await detectLayout(largestOf(positions, sections), task.part(0, 0.3));
  if (kind === "lattice") return latticeReach * spacing;
  const n = positions.rows;
  // A cell's list may end before the radius, so what its rank gives is too long a radius, never too short a one.
  const { graph } = await nearestInSections(positions, 2 * usualMean, sections, task.part(0.3, 1));
  const bound = ranked(
    graph.lengths.filter((length) => length > 0),
    usualMean * n,
  );
  const { around } = createBins(positions, bound, sections);
  const squares: number[] = [];
  for (let i = 0; i < n; i++) {
    around(i, (j, square) => {
      if (square > 0 && j < i) squares.push(square);
    });
  }
  return Math.sqrt(ranked(Float64Array.from(squares), (usualMean * n) / 2));
}

/** The value at a rank, or the largest; 1 where there is none. */
function ranked(values: Float32Array | Float64Array, rank: number): number {
  const sorted = values.sort();
  return sorted[Math.min(Math.round(rank), sorted.length) - 1] ?? 1;
}

/** Positions of the section with the most cells. */
function largestOf(positions: Matrix, sections: Int32Array | undefined): Matrix {
  if (!sections) return positions;
  const counts = new Map<number, number>();
  for (const section of sections) counts.set(section, (counts.get(section) ?? 0) + 1);
  const [largest] = [...counts].reduce((best, each) => (each[1] > best[1] ? each : best));
  const values = positions.values.filter((_, e) => sections[Math.floor(e / 2)] === largest);
  return { rows: values.length / 2, columns: 2, values };
}
