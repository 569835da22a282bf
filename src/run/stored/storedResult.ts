import type { Dataset } from "../../data/dataset.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { ResultKeys } from "../resultKeys.ts";
import type { RunRecord } from "./runRecord.ts";

/** A result of an earlier run, as its artifacts are made from it without the work. */
export interface StoredResult {
  readonly record: RunRecord;
  /** Names of what the run found. */
  readonly keys: ResultKeys;
  /** Column of obs with the domains: those of the run, edited or not, or others. */
  readonly column: string;
  /** Colours of the categories of that column; undefined where the file has none for each. */
  readonly colors: readonly string[] | undefined;
  /** Whether the file has an entry, such as `obsm/X_umap`. */
  has(path: string): boolean;
  /** The numbers of an array by its path, such as `obsp/distances/data`; undefined where there is none. */
  numbers(path: string): Promise<Float64Array | undefined>;
  /** An entry of uns as plain values, by its path below uns; undefined where there is none. */
  entry(path: string): Promise<unknown>;
  /**
   * An embedding, one row per cell of the data set.
   *
   * @throws bad-option where the file has none.
   */
  embedding(key: string, dataset: Pick<Dataset, "cells" | "kept">): Promise<Matrix>;
}
