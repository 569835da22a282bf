import type { ColumnEntry } from "../../src/explore/columns/columns.ts";
import type { NextCell } from "../../src/explore/edits/nextCells.ts";
import type { Edit } from "../../src/explore/edits/registry.ts";
import type { ShownKind } from "../../src/explore/kinds/shownKinds.ts";
import type { ComparedPartitions } from "../../src/explore/partitions/comparePartitions.ts";

/** A column of groups as it is edited. */
export interface EditedGroups {
  readonly column: string;
  readonly categories: readonly string[];
  readonly colors: readonly string[];
  /** [categories] cells of each. */
  readonly counts: readonly number[];
}

/** What was edited so far. */
export interface EditState {
  /** Edits that are in force, in words, the first first. */
  readonly edits: readonly string[];
  /** Edits that the file held before. */
  readonly held: readonly string[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Columns of groups, those that edits made among them. */
  readonly columns: readonly ColumnEntry[];
  /** Columns that the last change changed. */
  readonly changed: readonly string[];
  /** The column of the domains of the run; undefined for files without one. */
  readonly domain: string | undefined;
  /** The column that analyses use, where the file says so. */
  readonly used: string | undefined;
  /** Whether domains can follow labels of some cells. */
  readonly hints: boolean;
}

/** Labels of some cells. */
export interface PaintedLabels {
  readonly column: string;
  /** Cells by their rows. */
  readonly labels: readonly { readonly label: string; readonly cells: readonly number[] }[];
}

/** What labels of some cells make of the domains. */
export interface Followed {
  /** Whether the domains without the labels were kept, but for labelled cells. */
  readonly kept: boolean;
  /** Cells that move to another domain; a domain that is named by a label is the same domain. */
  readonly changed: number;
  readonly next: readonly NextCell[];
}

/** Calls for edits to the worker of the explorer. */
export interface EditCalls {
  readonly edits: { readonly args: undefined; readonly result: EditState; readonly progress: never };
  readonly groups: { readonly args: string; readonly result: EditedGroups; readonly progress: never };
  readonly edit: { readonly args: Edit; readonly result: EditState; readonly progress: number };
  readonly undo: { readonly args: undefined; readonly result: EditState; readonly progress: never };
  readonly redo: { readonly args: undefined; readonly result: EditState; readonly progress: never };
  /** The document of all edits. Args: the column that analyses use from now on. */
  readonly document: { readonly args: string; readonly result: string; readonly progress: never };
  /** A table of labels. Args: the column; those that were edited are in it too. */
  readonly labels: { readonly args: string; readonly result: string; readonly progress: never };
  /** The file with its edits, kept in a place of its use until the next of the same use. Args: the column that analyses use. */
  readonly save: {
    readonly args: { readonly column: string; readonly use: "edits" | "analyses" };
    readonly result: { readonly file: Blob; readonly place: string; readonly outdated: readonly string[] };
    readonly progress: never;
  };
  /** The file that is open was written over by this one, which holds all edits. */
  readonly replaced: { readonly args: Blob; readonly result: EditState; readonly progress: never };
  /** Domains that follow labels, as one edit: it takes the place of the last one where that was one of the same painting. */
  readonly paint: {
    readonly args: { readonly labels: PaintedLabels; readonly again: boolean; readonly next: number };
    readonly result: { readonly state: EditState; readonly followed: Followed };
    readonly progress: number;
  };
  /** Cells to label first. */
  readonly labelNext: {
    readonly args: { readonly column: string; readonly next: number };
    readonly result: readonly NextCell[];
    readonly progress: number;
  };
  readonly kinds: { readonly args: undefined; readonly result: readonly ShownKind[]; readonly progress: never };
  readonly compare: {
    readonly args: { readonly a: string; readonly b: string };
    readonly result: ComparedPartitions;
    readonly progress: never;
  };
}

/** Names of these calls. */
export const editNames: Readonly<Record<keyof EditCalls, true>> = {
  edits: true,
  groups: true,
  edit: true,
  undo: true,
  redo: true,
  document: true,
  labels: true,
  save: true,
  replaced: true,
  paint: true,
  labelNext: true,
  kinds: true,
  compare: true,
};
