import { computed, signal } from "@preact/signals";
import type { Edit } from "../../../src/explore/edits/registry.ts";
import type { EditedGroups, EditState } from "../../messages/editCalls.ts";
import { renewColumns } from "../state/drawn.ts";
import { facts } from "../state/pointed.ts";
import { setSelection } from "../state/selection.ts";
import { activePane, setColoring, view } from "../state/view.ts";
import { file, reporting, trouble, wordsOf, worker } from "../state/worker.ts";

/** Edits of the open file; undefined until a panel needs them. */
export const edits = signal<EditState | undefined>(undefined);
/** Share of an edit that is being made. */
export const editing = signal<number | undefined>(undefined);
/** The groups of the column that is edited, once they have arrived. */
export const groups = signal<EditedGroups | undefined>(undefined);

/** Whether there are edits that no file holds. */
export const unsaved = signal(false);

/** The column that panels edit: that of the colours, or the domains. */
export const editedColumn = computed<string | undefined>(() => {
  const { coloring } = activePane.value;
  const names = (edits.value?.columns ?? file.value?.columns ?? []).filter(({ kind }) => kind === "groups");
  const shown =
    coloring.kind === "column" && names.some(({ name }) => name === coloring.name) ? coloring.name : undefined;
  return shown ?? edits.value?.domain ?? names[0]?.name;
});

/** Open the file for edits. */
export async function openEdits(): Promise<void> {
  if (edits.value || !file.value) return;
  await reporting(async () => {
    const found = await worker().call("edits", undefined);
    edits.value = found;
    await renewGroups();
  });
}

/** Read the groups of the edited column anew. */
export async function renewGroups(): Promise<void> {
  const column = editedColumn.value;
  if (column === undefined || !edits.value) return;
  const found = await worker().call("groups", column);
  if (editedColumn.value === column) groups.value = found;
}

/** The end of the last change that was begun: each waits for the one before, and none is lost. */
let last: Promise<unknown> = Promise.resolve();

function inTurn<T>(change: () => Promise<T>): Promise<T> {
  const mine = last.then(change, change);
  last = mine;
  return mine;
}

/** Make an edit, after those that are being made. @returns whether it was made. */
export function makeEdit(edit: Edit): Promise<boolean> {
  return inTurn(() => made(edit));
}

async function made(edit: Edit): Promise<boolean> {
  editing.value = 0;
  try {
    const report = (share: number) => {
      editing.value = share;
    };
    await take(await worker().call("edit", edit, { report }));
    if (edit.edit === "copy-column") setColoring({ kind: "column", name: edit.to });
    trouble.value = undefined;
    return true;
  } catch (error) {
    trouble.value = wordsOf(error);
    return false;
  } finally {
    editing.value = undefined;
  }
}

export const undo = (): Promise<void> => step("undo");
export const redo = (): Promise<void> => step("redo");

function step(what: "undo" | "redo"): Promise<void> {
  return inTurn(async () => {
    const { canUndo, canRedo } = edits.value ?? {};
    if (!(what === "undo" ? canUndo : canRedo)) return;
    await reporting(async () => take(await worker().call(what, undefined)));
  });
}

/** Show what a change left. */
export async function take(state: EditState): Promise<void> {
  const opened = file.value;
  edits.value = state;
  unsaved.value = state.edits.length > 0;
  if (opened) file.value = { ...opened, columns: state.columns };
  facts.value = undefined;
  const names = state.columns.map(({ name }) => name);
  const { coloring } = activePane.value;
  // A column that an undo took away is not shown any more.
  if (coloring.kind === "column" && !names.includes(coloring.name)) {
    setColoring({ kind: "column", name: state.domain ?? names[0] ?? "" });
  }
  await Promise.all([renewColumns(state.changed), renewGroups()]);
  // Numbers of a selection are those of the groups as they are now; groups that a shape names may be gone.
  const { selection } = view.value;
  const named = selection.flatMap(({ shape }) =>
    shape.kind === "category" ? [shape.column] : shape.kind === "differing" ? shape.columns : [],
  );
  if (state.changed.length === 0 || selection.length === 0) return;
  await setSelection(named.some((name) => state.changed.includes(name)) ? [] : [...selection]);
}

/** Forget the edits of a file that is closed. */
export function closeEdits(): void {
  edits.value = undefined;
  groups.value = undefined;
  unsaved.value = false;
  editing.value = undefined;
}
