import type { Task } from "../../core/task.ts";
import type { Sparse } from "../../data/sparse.ts";
import { arcsinh } from "../../preprocess/transform/arcsinh.ts";
import { normalizeLog } from "../../preprocess/transform/normalize.ts";
import type { Selection } from "../artifacts.ts";

/** Values of the selected cells transformed as the selection states, for any of the genes. */
export async function transformed(
  values: Sparse,
  { normalize, cofactor, totals, total, log }: Pick<Selection, "normalize" | "cofactor" | "totals" | "total" | "log">,
  task?: Task,
): Promise<Sparse> {
  if (cofactor !== undefined) return arcsinh(values, cofactor);
  if (!normalize) return values;
  return normalizeLog(values, { totals, ...(total === undefined ? {} : { target: total }), log: log ?? true }, task);
}
