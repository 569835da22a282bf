import type { GeneMap } from "../data/geneMap.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import type { ScaledExpression } from "../data/scaledExpression.ts";
import type { Sparse } from "../data/sparse.ts";

/**
 * What a method may compute from: plain records and arrays over the n analysed cells and the p selected genes, which can
 * be sent to a worker. Nothing in here comes from a label column of the file.
 */
export interface MethodInputs {
  /** [n, p] values of the selected matrix: raw counts where the file has them. */
  readonly counts: Sparse;
  /** [n, p] natural-log expression. */
  readonly expression: Sparse;
  /** [n, d] principal components of the scaled genes, or these genes themselves. */
  readonly components: Matrix;
  /** [p, d] loadings of the components; undefined when the genes themselves stand in for them. */
  readonly loadings: Matrix | undefined;
  /** [n, p] scaled expression, batch-corrected where the run corrects. */
  readonly scaled: Matrix | ScaledExpression;
  /** [n, 2] in the unit of the file. */
  readonly positions: Matrix;
  /** [n] sample of each cell, codes >= 0; undefined where all cells are of one sample. */
  readonly samples: Int32Array | undefined;
  /** Spatial graph of the cells. */
  readonly graph: Graph;
  /** Two-dimensional arrangement of the genes by co-expression. */
  readonly geneMap: GeneMap;
}

/** Names of the inputs that a method may request. */
export type InputName = keyof MethodInputs;

/** What is known of the data before a method computes: for `accepts`. */
export interface DataDescription {
  /** Name of the input file. */
  readonly name: string;
  readonly cells: number;
  /** Selected genes. */
  readonly genes: number;
  readonly samples: number;
  /** True for raw counts, or values that scale like them; false for values that are logarithms, or taken as they are. */
  readonly counts: boolean;
  /** What the values are, in words. */
  readonly values: string;
  /** The flag by which counts are not taken as counts, such as `--normalize no`; undefined without one. */
  readonly takenAs: string | undefined;
}

/** Size of the inputs, for memory plans. */
export interface InputSize {
  /** n */
  readonly cells: number;
  /** p, selected genes. */
  readonly genes: number;
  /** d, columns of `components`. */
  readonly components: number;
  /** Entries of the selected genes that are not zero. */
  readonly entries: number;
  /** Most neighbours of a cell in the spatial graph. */
  readonly neighbors: number;
}
