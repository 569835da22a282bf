import type { Task } from "../../core/task.ts";
import type { Sparse } from "../../data/sparse.ts";
import type { Column } from "../../data/table.ts";
import type { TenxFeatures } from "./features.ts";

/** A matrix of features x barcodes as 10x software writes it, not yet read. */
export interface TenxMatrix {
  /** Name of the file, for messages. */
  readonly name: string;
  /** `Cell Ranger 3 or later`, `Space Ranger 2.1.0`, ... */
  readonly version: string;
  /** Where the counts lie: `matrix`, the genome, or the name of a file. */
  readonly countsFrom: string;
  /** Type of the values: `int32`, `integer`, ... */
  readonly type: string;
  readonly barcodes: readonly string[];
  readonly features: TenxFeatures;
  /** Stored entries. */
  readonly stored: number;
  /** Attributes of each barcode. */
  readonly obs: ReadonlyMap<string, Column>;
  /** Attributes of the whole: `library_ids`, `chemistry_description`, `software_version`. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Some values, for a look. */
  sample(): Promise<ArrayLike<number>>;
  /**
   * The counts of some barcodes and features.
   *
   * @returns [cells, genes], and how many entries were stored twice and summed.
   * @throws bad-file when entries lie outside the matrix; bad-data when a value is not finite; cancelled when the signal
   * fires.
   */
  read(take: Take, task?: Task): Promise<{ matrix: Sparse; merged: number }>;
}

/** Which barcodes and features become which cells and genes. */
export interface Take {
  /** [barcodes] row of each, ascending; -1 leaves it out. */
  readonly cellOf: Int32Array;
  readonly cells: number;
  /** [features] column of each; -1 leaves it out. */
  readonly geneOf: Int32Array;
  readonly genes: number;
}
