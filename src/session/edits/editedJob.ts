import type { Annotations } from "../../results/annotations.ts";
import type { StoredResult } from "../../run/stored/storedResult.ts";
import { analyzeJob } from "../run/analyzeJob.ts";
import type { DomainJob } from "../run/job.ts";
import type { EditedAdditions } from "./editedAdditions.ts";

/**
 * The job that writes a result with its edits and makes its analyses again: that of `analyze`, on the edited columns.
 *
 * @param stored the result as it is after the edits.
 */
export function editedJob(stored: StoredResult, { obs, uns }: EditedAdditions): DomainJob {
  return {
    ...analyzeJob(stored),
    name: "apply-edits",
    // Edited columns are groups, or numbers that describe them, and entries of the record are plain values.
    annotations: () => ({
      obs: obs as Annotations["obs"],
      var: {},
      obsm: {},
      colors: {},
      uns: uns as NonNullable<Annotations["uns"]>,
    }),
  };
}
