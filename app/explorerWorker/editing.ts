import { drawableColumns } from "../../src/explore/columns/columns.ts";
import { groupsIn, type Labelled } from "../../src/explore/edits/labelled.ts";
import { nextCells } from "../../src/explore/edits/nextCells.ts";
import { editSchema, wordsOf } from "../../src/explore/edits/registry.ts";
import type { Exploration } from "../../src/explore/exploration.ts";
import { shownKinds } from "../../src/explore/kinds/shownKinds.ts";
import { comparePartitions } from "../../src/explore/partitions/comparePartitions.ts";
import { type Editing, openEditing } from "../../src/session/edits/editing.ts";
import type { EditCalls, EditState } from "../messages/editCalls.ts";
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
}

/** Files that were written over: what holds their content now. */
const moved = new WeakMap<EditedFile, Picked>();
const sessions = new WeakMap<EditedFile, Promise<Editing>>();

/** Edits of the open file: opened when they are first needed. */
function editingOf(file: EditedFile, hostWith: HostWith): Promise<Editing> {
  const picked = moved.get(file) ?? file.picked;
  const known = sessions.get(file) ?? hostWith(picked).then((host) => openEditing(host, picked.name));
  sessions.set(file, known);
  known.catch(() => sessions.delete(file));
  return known;
}

/** Answers what the page asks of edits. */
export function editHandlers(current: () => EditedFile, hostWith: HostWith): HandlersOf<EditCalls> {
  /** Do something with the edits of the open file; what it changed is drawn from then on. */
  const changing = async (change: (editing: Editing) => unknown): Promise<EditState> => {
    const file = current();
    const editing = await editingOf(file, hostWith);
    const before = editing.history.labelled;
    await change(editing);
    const { columns, colors } = editing.history.labelled;
    if (editing.history.labelled !== before) file.exploration.setColumns(columns, colors);
    return stateOf(editing, before);
  };
  return {
    edits: () => changing(() => undefined),
    async groups(column) {
      const { categories, colors, codes } = groupsIn((await editingOf(current(), hostWith)).history.labelled, column);
      const counts = new Array<number>(categories.length).fill(0);
      for (const code of codes) if (code >= 0) counts[code]++;
      return { column, categories, colors, counts };
    },
    edit: (edit, { report, signal }) =>
      changing(({ history }) => history.add(editSchema.parse(edit), sharing("edit", report, signal))),
    undo: () => changing(({ history }) => history.undo()),
    redo: () => changing(({ history }) => history.redo()),
    document: async (column) => (await editingOf(current(), hostWith)).document(column),
    async save({ column, use }) {
      const { picked } = current();
      const editing = await editingOf(current(), hostWith);
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
      const editing = await editingOf(file, hostWith);
      const before = editing.history.labelled;
      const followed = await paintLabels(editing, order, sharing("paint", report, signal));
      const { columns, colors } = editing.history.labelled;
      file.exploration.setColumns(columns, colors);
      return { state: stateOf(editing, before), followed };
    },
    async labelNext({ column, next }, { report, signal }) {
      const { history, editable } = await editingOf(current(), hostWith);
      const task = sharing("paint", report, signal);
      return nextCells({ column, labels: [] }, history.labelled, editable.tissue, { wanted: next, task });
    },
    async kinds() {
      const { history, editable } = await editingOf(current(), hostWith);
      return shownKinds(history.labelled, editable.tissue.keys, editable.stored?.record.kinds);
    },
    async compare({ a, b }) {
      const { labelled } = (await editingOf(current(), hostWith)).history;
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
