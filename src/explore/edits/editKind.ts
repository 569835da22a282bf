import type { z } from "zod";
import type { Task } from "../../core/task.ts";
import type { CategoryColumn } from "../../data/table.ts";
import type { HintedDomains, Hints } from "../../domains/hints/hintedDomains.ts";
import type { Suggestion } from "../../domains/hints/labelNext.ts";
import type { ResultKeys } from "../../run/resultKeys.ts";
import type { CellPlaces } from "./cellChoice.ts";
import type { Labelled } from "./labelled.ts";

/** What an edit does; the same however often it is done again after an undo. */
export type Change = (before: Labelled) => Labelled;

/** What edits read besides the columns that they change. */
export interface EditedTissue extends Omit<CellPlaces, "columns"> {
  /** Names of what the run found. */
  readonly keys: ResultKeys;
  /** Domains from labels of some cells; undefined where the file holds no embedding. */
  readonly hints?: HintsOver | undefined;
}

/**
 * Prepares domains that follow labels of some cells.
 *
 * @param groups the domains without these labels, of all cells; those without one are not analysed.
 */
export type HintsOver = (groups: CategoryColumn, task: Task) => Promise<HintedCells>;

/** Domains that follow labels of some cells, over the cells that a run analysed. */
export interface HintedCells {
  /** [m] rows of the analysed cells, ascending. */
  readonly rows: Uint32Array;
  /**
   * @param count domains that are wanted.
   * @param hints cells are indices into the analysed ones.
   */
  label(count: number, hints: Hints, task: Task): Promise<HintedDomains>;
  /**
   * Cells to label next, the most disputed first.
   *
   * @param known the labels and what `label` made of them, if any are there.
   */
  suggest(
    wanted: number,
    known: (Pick<Hints, "cells"> & Pick<HintedDomains, "opinions"> & { readonly count: number }) | undefined,
    task: Task,
  ): Promise<readonly Suggestion[]>;
}

/** A kind of edit. Adding one is a file with such a record and a line in the registry. */
export interface EditKind<Schema extends z.ZodType = z.ZodType> {
  /** Of the record, with `edit` as the name of the kind. */
  readonly schema: Schema;
  /** What it did, for lists: `renamed 3 to White matter`. */
  words(edit: z.output<Schema>): string;
  /**
   * Finds out what the edit changes. Whatever takes long is done here, once.
   *
   * @throws CellScapeError without a place, which the caller knows.
   */
  plan(edit: z.output<Schema>, before: Labelled, tissue: EditedTissue, task: Task): Promise<Change>;
}

/** Helps TypeScript to know the edit by its schema. */
export const editKind = <Schema extends z.ZodType>(kind: EditKind<Schema>): EditKind<Schema> => kind;
