import type { Matrix } from "./matrix.ts";
import type { Samples } from "./samples.ts";
import type { Sparse } from "./sparse.ts";
import type { Table } from "./table.ts";
import type { Tissue } from "./tissue.ts";

/** What a reader returns: cells, genes, counts and positions of one tissue (or several sections of it). */
export interface Dataset {
  /** Name of the file it came from, for messages. */
  readonly name: string;
  /** Cell names, unique. */
  readonly cells: readonly string[];
  /** Gene names, unique. */
  readonly genes: readonly string[];
  /** [n, p] the matrix that holds counts, as stored; see `countsFrom`. */
  readonly counts: Sparse;
  /** Where `counts` lay in the file: `X`, `raw/X` or `layers/<name>`. */
  readonly countsFrom: string;
  /** [n, 2] positions in the tissue, x then y, in the file's unit. */
  readonly positions: Matrix;
  /** Where `positions` lay in the file, such as `obsm/spatial`. */
  readonly positionsFrom: string;
  /** Per-cell annotations. */
  readonly obs: Table;
  /** Per-gene annotations. */
  readonly var: Table;
  /** True when the values are intensities of proteins rather than counts. */
  readonly intensities?: boolean;
  /** Micrometres in one unit of the positions, where the format states it. */
  readonly unitUm?: number;
  /** True for spots or bins of a known lattice, however many of them are here: what a spot holds is no single cell. */
  readonly spots?: boolean;
  /** Pictures of the tissue that lay with the counts. */
  readonly tissue?: Tissue;
  /** Pictures of the samples that have some, each under a name of its own, where there are several samples. */
  readonly tissues?: readonly Tissue[];
  /** The samples, where there are several; all cells lie in one tissue otherwise. */
  readonly samples?: Samples;
  /** Which rows of the input, of how many, the cells are; all of them, in order, where it is undefined. */
  readonly kept?: KeptRows;
  /** Which genes of the matrix of the input, of how many, the genes are; all of them, in order, where it is undefined. */
  readonly keptGenes?: KeptRows;
  /** What the reader had to decide or repair, one sentence each, for the user. */
  readonly notes: readonly string[];
  /** What of the input could not be used beside those, one sentence each; a warning that no setting turns into an error. */
  readonly cautions?: readonly string[];
  /** Cells, genes and counts of the input that are not in this data set, which and why, one sentence each. */
  readonly losses: readonly string[];
}

/** Rows of an input that are in a data set, in its order. */
export interface KeptRows {
  readonly rows: Uint32Array;
  /** Rows of the input. */
  readonly of: number;
}
