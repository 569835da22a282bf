import type { Task } from "../../src/core/task.ts";
import { followHints } from "../../src/explore/edits/followHints.ts";
import { groupsIn } from "../../src/explore/edits/labelled.ts";
import { nextCells } from "../../src/explore/edits/nextCells.ts";
import { comparePartitions } from "../../src/explore/partitions/comparePartitions.ts";
import type { Editing } from "../../src/session/edits/editing.ts";
import type { EditCalls, Followed } from "../messages/editCalls.ts";

/**
 * Labels of cells as one edit, with what they change and the cells to label next. A second order of the same painting takes
 * the place of the first.
 *
 * @throws CellScapeError where the labels cannot be followed; the edits are as before then.
 */
export async function paintLabels(
  { history, editable: { tissue } }: Editing,
  { labels: painted, again, next }: EditCalls["paint"]["args"],
  task: Task,
): Promise<Followed> {
  const named = painted.labels.map(({ label, cells }) => ({
    label,
    choice: { cells: cells.map((row) => tissue.cells[row]) },
  }));
  const labels = { column: painted.column, labels: named };
  const last = again ? history.undo() : undefined;
  const before = history.labelled;
  try {
    if (labels.labels.length === 0) {
      return { kept: true, changed: 0, next: await nextCells(labels, before, tissue, { wanted: next, task }) };
    }
    await history.add({ edit: "hints", ...labels }, task.part(0, 0.8));
  } catch (error) {
    if (last) history.redo();
    throw error;
  }
  // What follows is known from the edit.
  const { made } = await followHints(labels, before, tissue, task.part(0.8, 0.9));
  const found = await nextCells(labels, before, tissue, { wanted: next, task: task.part(0.9, 1) });
  const [old, now] = [before, history.labelled].map((each) => groupsIn(each, labels.column));
  const { differing } = comparePartitions(old, now);
  return { kept: made.labelFree >= 0.5, changed: differing, next: found };
}
