import { CellScapeError } from "../../core/errors.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Change, EditedTissue } from "./editKind.ts";
import type { Labelled } from "./labelled.ts";
import { type Edit, planEdit } from "./registry.ts";

/** Steps that can be undone; older ones stay done. */
export const undoable = 100;
/** Steps between columns that are kept: an undo does at most so many steps again. */
const apart = 10;

interface Done {
  readonly edit: Edit;
  readonly change: Change;
}

/** Edits of the columns of one file, with undo and redo. */
export interface EditHistory {
  /** The columns as the edits left them. */
  readonly labelled: Labelled;
  /** All edits that are in force, the first first. */
  readonly edits: readonly Edit[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /**
   * Do one more edit; what was undone cannot be done again then.
   *
   * @throws CellScapeError that names the edit; everything stays as it was.
   */
  add(edit: Edit, task?: Task): Promise<void>;
  /** The columns as the first edits left them. @param count number of edits, up to all. */
  after(count: number): Labelled;
  /** Take the last edit back. @returns it, or undefined where there is none. */
  undo(): Edit | undefined;
  /** Do the edit again that was taken back last. @returns it, or undefined where there is none. */
  redo(): Edit | undefined;
}

/** A history of edits that begins with the columns of a file. */
export function editHistory(start: Labelled, tissue: EditedTissue): EditHistory {
  let done: Done[] = [];
  let undone: Done[] = [];
  let labelled = start;
  /** Columns after so many edits, every tenth; older ones than can be undone are dropped. */
  let kept = new Map<number, Labelled>([[0, start]]);
  const stand = (one: Done) => {
    labelled = one.change(labelled);
    done = [...done, one];
    if (done.length % apart === 0) kept.set(done.length, labelled);
    const oldest = Math.floor((done.length - undoable) / apart) * apart;
    kept = new Map([...kept].filter(([at]) => at >= oldest));
  };
  const after = (count: number) => {
    const from = Math.max(0, ...[...kept.keys()].filter((at) => at <= count));
    return done.slice(from, count).reduce((before, { change }) => change(before), kept.get(from) ?? start);
  };
  const canUndo = () => done.length > Math.min(...kept.keys()) && done.length > 0;
  return {
    get labelled() {
      return labelled;
    },
    get edits() {
      return done.map(({ edit }) => edit);
    },
    get canUndo() {
      return canUndo();
    },
    get canRedo() {
      return undone.length > 0;
    },
    async add(edit, task = silentTask) {
      const number = done.length + 1;
      const change = await planEdit(edit, labelled, tissue, task).catch((error: unknown) => {
        if (!(error instanceof CellScapeError)) throw error;
        throw new CellScapeError(error.code, `edit ${number} (${edit.edit}): ${error.message}`, { cause: error });
      });
      stand({ edit, change });
      undone = [];
    },
    after,
    undo() {
      const last = done.at(-1);
      if (!last || !canUndo()) return undefined;
      done = done.slice(0, -1);
      undone = [...undone, last];
      kept = new Map([...kept].filter(([at]) => at <= done.length));
      labelled = after(done.length);
      return last.edit;
    },
    redo() {
      const next = undone.at(-1);
      if (!next) return undefined;
      undone = undone.slice(0, -1);
      stand(next);
      return next.edit;
    },
  };
}
