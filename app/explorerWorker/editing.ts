import { CellScapeError } from "../../src/core/errors.ts";
import { drawableColumns } from "../../src/explore/columns/columns.ts";
import { groupsIn, type Labelled } from "../../src/explore/edits/labelled.ts";
import { nextCells } from "../../src/explore/edits/nextCells.ts";
import { editSchema, wordsOf } from "../../src/explore/edits/registry.ts";
import type { Exploration } from "../../src/explore/exploration.ts";
import { shownKinds } from "../../src/explore/kinds/shownKinds.ts";
import { comparePartitions } from "../../src/explore/partitions/comparePartitions.ts";
import { editableTissue } from "../../src/session/edits/editableTissue.ts";
import { type Editing, type EditingFile, editingOf, openEditing } from "../../src/session/edits/editing.ts";
import type { EditCalls, EditState } from "../messages/editCalls.ts";
import type { OpenedFile } from "../messages/explorerCalls.ts";
import type { Picked } from "../messages/files.ts";
import type { HandlersOf } from "../messages/table.ts";
import type { HostWith } from "../worker/hostWith.ts";
import { pageStore } from "../worker/store.ts";
import { paintLabels } from "./painting.ts";
import { sharing } from "./sharing.ts";

/** The file that is explored, as far as edits need it. */
export interface EditedFile {
  readonly picked: Picked;
  readonly exploration: Exploration;
  readonly shown: Pick<OpenedFile, "isAnnData">;
}

/** Files that were written over: what holds their content now. */
const moved = new WeakMap<EditedFile, Picked>();
const sessions = new WeakMap<EditedFile, Promise<Editing | EditingFile>>();

/** Edits of the open file: opened when they are first needed. */
function editsOf(file: EditedFile, hostWith: HostWith): Promise<Editing | EditingFile> {
  const known = sessions.get(file) ?? openEdits(file, hostWith);
  sessions.set(file, known);
  known.catch(() => sessions.delete(file));
  return known;
}

async function openEdits(file: EditedFile, hostWith: HostWith): Promise<Editing | EditingFile> {
  if (!file.shown.isAnnData) return editingOf(editableTissue(file.exploration.tissue));
  const picked = moved.get(file) ?? file.picked;
  return openEditing(await hostWith(picked), picked.name);
}

async function editsOfFile(file: EditedFile, hostWith: HostWith): Promise<EditingFile> {
  const editing = await editsOf(file, hostWith);
  if ("save" in editing) return editing;
  const way = "save the edits as .json, or the labels as .csv";
  throw new CellScapeError("unsupported", `${file.picked.name}: expected an .h5ad, which can hold edits; ${way}`);
}

/** Functions behind the calls for edits. */
export function editHandlers(current: () => EditedFile, hostWith: HostWith): HandlersOf<EditCalls> {
  /** Do something with the edits of the open file; what it changed is drawn from then on. */
  const changing = async (change: (editing: Editing) => unknown): Promise<EditState> => {
    const file = current();
    const editing = await editsOf(file, hostWith);
    const before = editing.history.labelled;
    await change(editing);
    const { columns, colors } = editing.history.labelled;
    if (editing.history.labelled !== before) file.exploration.setColumns(columns, colors);
    return stateOf(editing, before);
  };
  return {
    edits: () => changing(() => undefined),
    async groups(column) {
      const { categories, colors, codes } = groupsIn((await editsOf(current(), hostWith)).history.labelled, column);
      const counts = new Array<number>(categories.length).fill(0);
      for (const code of codes) if (code >= 0) counts[code]++;
      return { column, categories, colors, counts };
    },
    edit: (edit, { report, signal }) =>
      changing(({ history }) => history.add(editSchema.parse(edit), sharing("edit", report, signal))),
    undo: () => changing(({ history }) => history.undo()),
    redo: () => changing(({ history }) => history.redo()),
    document: async (column) => (await editsOf(current(), hostWith)).document(column),
    labels: async (column) => (await editsOf(current(), hostWith)).labels(column),
    async save({ column, use }) {
      const { picked } = current();
      const editing = await editsOfFile(current(), hostWith);
      const host = await hostWith(picked);
      const place = `/${use}/${picked.name}`;
      const outdated = await editing.save(await host.files.target(place), column);
      const file = await (await pageStore()).get(place);
      if (!file) throw new Error("internal: a file that was written is missing");
      return { file, place, outdated };
    },
    async replaced(content) {
      const file = current();
      const [{ path }] = file.picked.files;
      moved.set(file, { ...file.picked, files: [{ path, file: content }] });
      sessions.delete(file);
      return changing(() => undefined);
    },
    async paint(order, { report, signal }) {
      const file = current();
      const editing = await editsOf(file, hostWith);
      const before = editing.history.labelled;
      const followed = await paintLabels(editing, order, sharing("paint", report, signal));
      const { columns, colors } = editing.history.labelled;
      file.exploration.setColumns(columns, colors);
      return { state: stateOf(editing, before), followed };
    },
    async labelNext({ column, next }, { report, signal }) {
      const { history, editable } = await editsOf(current(), hostWith);
      const task = sharing("paint", report, signal);
      return nextCells({ column, labels: [] }, history.labelled, editable.tissue, { wanted: next, task });
    },
    async kinds() {
      const { history, editable } = await editsOf(current(), hostWith);
      return shownKinds(history.labelled, editable.tissue.keys, editable.stored?.record.kinds);
    },
    async compare({ a, b }) {
      const { labelled } = (await editsOf(current(), hostWith)).history;
      return comparePartitions(groupsIn(labelled, a), groupsIn(labelled, b));
    },
  };
}

function stateOf({ history, editable }: Editing, before: Labelled): EditState {
  const { columns } = history.labelled;
  const rows = editable.tissue.cells.length;
  const { keys, hints } = editable.tissue;
  return {
    ...{ edits: history.edits.map(wordsOf), held: (editable.held?.edits ?? []).map(wordsOf) },
    ...{ canUndo: history.canUndo, canRedo: history.canRedo, hints: hints !== undefined },
    columns: drawableColumns({ rows, columns }),
    changed: [...new Set([...columns.keys(), ...before.columns.keys()])].filter((name) =>
      changedIn(name, before, history.labelled),
    ),
    domain: columns.has(keys.domain) ? keys.domain : undefined,
    used: editable.stored?.column ?? editable.held?.column,
  };
}

function changedIn(name: string, before: Labelled, after: Labelled): boolean {
  return before.columns.get(name) !== after.columns.get(name) || before.colors.get(name) !== after.colors.get(name);
}
