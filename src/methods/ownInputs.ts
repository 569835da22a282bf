import type { RunDefaults } from "./runDefaults.ts";

/**
 * The preprocessing that a method was published with, for `--inputs own`, in place of the one that all methods share: what
 * is given here comes before defaults of the run, and after what the user chose.
 */
export interface OwnInputs extends Pick<RunDefaults, "scale" | "components"> {
  /** Most variable genes that are used, or all; all methods share 3,000. */
  readonly genes?: number | "all";
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
