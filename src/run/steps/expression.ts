import { CellScapeError } from "../../core/errors.ts";
import type { Sparse } from "../../data/sparse.ts";
import type { Artifacts, StepContext } from "../artifacts.ts";
import { transformed } from "./transformed.ts";

/**
 * Counts per cell scaled to 10,000 over all genes, then log(1 + x); values that already are log expression stay, and
 * intensities are transformed by arcsinh on request.
 *
 * @throws bad-data when every cell has the same expression.
 */
export async function makeExpression(
  { selection }: Pick<Artifacts, "selection">,
  { task }: StepContext,
): Promise<Artifacts["expression"]> {
  const expression = await transformed(selection.counts, selection, task);
  if (allEqual(expression)) {
    const way = "choose another matrix (--counts)";
    throw new CellScapeError(
      "bad-data",
      `expression: expected cells that differ, got ${expression.rows} equal ones; ${way}`,
    );
  }
  return expression;
}

/** Whether every row is the first; found out at the second row of most data. */
function allEqual({ rows: n, starts, indices, values }: Sparse): boolean {
  const length = starts[1];
  for (let i = 1; i < n; i++) {
    if (starts[i + 1] - starts[i] !== length) return false;
    for (let e = 0; e < length; e++) {
      const at = starts[i] + e;
      if (indices[at] !== indices[e] || values[at] !== values[e]) return false;
    }
  }
  return true;
}
