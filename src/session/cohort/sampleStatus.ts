import { inOrder } from "../../cohort/inOrder.ts";
import type { CellScapeError } from "../../core/errors.ts";
import { csvLine } from "../../results/csv.ts";

/** What became of a sample. */
export interface SampleStatus {
  readonly sample: string;
  /** Where it ended: `done`, or the job that failed. */
  readonly status: string;
  readonly error?: Pick<CellScapeError, "code" | "message"> | undefined;
}

/** One line per sample, in the order of their names. */
export function statusText(statuses: readonly SampleStatus[]): string {
  const lines = inOrder(statuses).map(({ sample, status, error }) =>
    csvLine([sample, status, error?.code, error?.message]),
  );
  return `${["sample,status,error,message", ...lines].join("\n")}\n`;
}
