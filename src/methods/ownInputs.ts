import type { Task } from "../core/task.ts";
import type { Matrix } from "../data/matrix.ts";
import type { Sparse } from "../data/sparse.ts";
import type { RunDefaults } from "./runDefaults.ts";

/** A score of genes. */
export interface RankedBy {
  /** As notes and the methods paragraph have it: `PROST Index`. */
  readonly name: string;
  /** What data without the score lack: `spots on a lattice`. */
  readonly needs: string;
  /**
   * @param counts [n, p] raw counts
   * @param where of the cells.
   * @returns [p] larger is better, NaN for genes that have none; undefined where the data have none.
   */
  score(
    counts: Sparse,
    where: {
      /** [n, 2] in the unit of the data. */
      readonly positions: Matrix;
      /** [n] sample of each cell, where there are several. */
      readonly samples: Int32Array | undefined;
    },
    task: Task,
  ): Promise<Float64Array | undefined>;
}

/**
 * The preprocessing that a method was published with, for `--inputs own`, in place of the one that all methods share: what
 * is given here comes before defaults of the run, and after what the user chose.
 */
export interface OwnInputs extends Pick<RunDefaults, "scale" | "components"> {
  /** Most variable genes that are used, or all; all methods share 3,000. */
  readonly genes?: number | "all";
  /** Score by which they are chosen, where not all are used; by default their variability. */
  readonly rankedBy?: RankedBy;
  /** Genes detected in fewer cells are left out. */
  readonly minCells?: number;
  /** Genes with fewer counts in all cells are left out. */
  readonly minGeneCounts?: number;
  /** Genes whose names begin so, in any case of letters, are left out. */
  readonly without?: readonly string[];
  /** Counts per cell after scaling, or the median of the cells'; all methods share 10,000. */
  readonly total?: number | "median";
  /** False: counts that were scaled are not transformed to logarithms. */
  readonly log?: boolean;
}
