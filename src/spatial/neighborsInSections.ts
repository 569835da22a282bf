import { expectShape } from "../core/errors.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { Matrix } from "../data/matrix.ts";
import { eachNearest, type TakeNearest } from "../math/neighbors/nearest.ts";

/**
 * The nearest cells of each cell in its own section, fewer in a section with fewer cells.
 *
 * @param positions [n, 2], any unit.
 * @param count how many, in a section of that many cells; 0 for none.
 * @param sections [n] section of each cell, codes >= 0; undefined for one section.
 * @returns [n, r] for the largest count r, padded with -1.
 */
export async function neighborsInSections(
  positions: Matrix,
  count: (sectionSize: number) => number,
  sections: Int32Array = new Int32Array(positions.rows),
  task: Task = silentTask,
): Promise<Int32Array> {
  expectShape("neighborsInSections: sections", [sections.length], { cells: positions.rows });
  const members = new Map<number, number[]>();
  sections.forEach((section, i) => {
    const cells = members.get(section);
    if (cells === undefined) members.set(section, [i]);
    else cells.push(i);
  });
  const counts = [...members.values()].map((cells) => Math.min(count(cells.length), cells.length - 1));
  const r = Math.max(0, ...counts);
  const neighbors = new Int32Array(positions.rows * r).fill(-1);
  let done = 0;
  for (const [s, cells] of [...members.values()].entries()) {
    const k = counts[s];
    if (k < 1) continue;
    const values = new Float64Array(2 * cells.length);
    cells.forEach((i, at) => {
      values[2 * at] = positions.values[2 * i];
      values[2 * at + 1] = positions.values[2 * i + 1];
    });
    const after = done + cells.length / positions.rows;
    const take: TakeNearest = (at, { found }, from) => {
      for (let t = 0, own = cells[at] * r; t < k; t++) neighbors[own + t] = cells[found[from + t]];
    };
    await eachNearest({ rows: cells.length, columns: 2, values }, k, take, task.part(done, after));
    done = after;
  }
  return neighbors;
}
