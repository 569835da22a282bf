import { CellScapeError } from "../../core/errors.ts";
import { silentTask, type Task } from "../../core/task.ts";
import { type EditRecord, labelsFingerprint } from "./editRecord.ts";
import type { EditHistory } from "./history.ts";
import type { Labelled } from "./labelled.ts";
import type { Edit } from "./registry.ts";

/**
 * Do some edits one after the other.
 *
 * @param where the file of the edits, for messages.
 * @throws CellScapeError naming the file and the edit.
 */
export async function addEdits(
  history: EditHistory,
  edits: readonly Edit[],
  { where, task = silentTask }: { readonly where: string; readonly task?: Task },
): Promise<void> {
  for (const [at, edit] of edits.entries()) {
    const part = task.part(at / edits.length, (at + 1) / edits.length);
    await history.add(edit, part).catch((error: unknown) => {
      if (!(error instanceof CellScapeError)) throw error;
      throw new CellScapeError(error.code, `${where}: ${error.message}`, { cause: error });
    });
  }
}

/**
 * Refuses edits of other labels than those at hand: the domain 3 of one run is none of another.
 *
 * @throws bad-data
 */
export function expectBegun(
  start: Labelled,
  { began_with: begun }: Pick<EditRecord, "began_with">,
  { where, name }: { readonly where: string; readonly name: string },
): void {
  for (const [column, fingerprint] of Object.entries(begun)) {
    if (start.columns.has(column) && labelsFingerprint(start, column) === fingerprint) continue;
    const got = start.columns.has(column) ? "other labels" : "no such column";
    const way = "name the file that the edits were made on, or apply them by name with --other-labels";
    throw new CellScapeError(
      "bad-data",
      `${where}: expected the labels in obs/${column} of ${name} that the edits began with, got ${got}; ${way}`,
    );
  }
}
