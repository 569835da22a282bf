import type { Task } from "../../core/task.ts";
import type { Sparse } from "../../data/sparse.ts";
import { arcsinh } from "../../preprocess/transform/arcsinh.ts";
import { normalizeLog } from "../../preprocess/transform/normalize.ts";
import type { Selection } from "../artifacts.ts";

/** Values of the selected cells transformed as the selection states, for any of the genes. */
export async function transformed(
  values: Sparse,
  { normalize, cofactor, totals }: Pick<Selection, "normalize" | "cofactor" | "totals">,
  task?: Task,
): Promise<Sparse> {
  if (cofactor !== undefined) return arcsinh(values, cofactor);
  return normalize ? normalizeLog(values, { totals }, task) : values;
}
