import type { Random } from "../../core/random.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { CounterpartPolicy } from "../policy.ts";
import { findCounterparts } from "./counterparts.ts";

/** An embedding in which sections of like tissue lie together. */
export interface AlignedSections {
  /** [n, d] */
  readonly embedding: Matrix;
  /** Share of the cells that have counterparts in another section; the others stay where they are. */
  readonly aligned: number;
}

/**
 * Move each cell towards its counterparts in the other sections (`findCounterparts`). Attention over neighbours in the tissue
 * makes cells resemble those that touch them, so that each section lies apart from the others; what a cell shares with its
 * counterparts is what the tissue has in common.
 *
 * The cell weighs `own`; the rest is shared by the other sections, each represented by the mean of its counterparts; what
 * sections without counterparts would weigh stays with the cell.
 *
 * @param embedding [n, d]. Not modified.
 * @param sections [n] section of each cell, codes >= 0.
 * @returns the embedding in the precision of the given one.
 */
export async function alignSections(
  embedding: Matrix,
  sections: Int32Array,
  policy: CounterpartPolicy,
  rng: Random,
  task: Task = silentTask,
): Promise<AlignedSections> {
  const { rows: n, columns: d, values } = embedding;
  const counterparts = await findCounterparts(embedding, sections, policy, rng);
  const share = (1 - policy.own) / (new Set(sections).size - 1);
  const moved = values.slice();
  const met = new Uint8Array(n);
  await counterparts.forEach((i, _, others) => {
    if (others.length === 0) return;
    met[i] = 1;
    const weight = share / others.length;
    for (let u = 0; u < d; u++) {
      let sum = 0;
      for (const j of others) sum += values[j * d + u] - values[i * d + u];
      moved[i * d + u] += weight * sum;
    }
  }, task);
  return { embedding: { rows: n, columns: d, values: moved }, aligned: met.reduce((sum, each) => sum + each, 0) / n };
}
