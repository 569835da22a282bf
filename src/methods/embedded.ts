import type { Matrix } from "../data/matrix.ts";

/** What a method computed with one seed: plain records and arrays, which can be kept and sent. */
export interface Embedded {
  /** [n, d] the embedding that domains are found in. */
  readonly primary: Matrix;
  /** [n, d] the same after cells were moved towards their counterparts in other samples; undefined where they were not. */
  readonly aligned?: Matrix;
  /** [n, ...] other embeddings, by the names of `Method.embeddings.others`. */
  readonly others: Readonly<Record<string, Matrix>>;
  /**
   * [n] domains that training itself assigned the cells to, 0 .. and so on; some may have no cell. Found by methods with
   * `Method.assignsDomains` alone, and read by the clustering `labels`.
   */
  readonly labels?: Int32Array;
  /** Losses by name, one number per training step, found before the step moves the parameters. */
  readonly losses: Readonly<Record<string, readonly number[]>>;
  /** True if the signal ended training before its last step. */
  readonly stoppedEarly: boolean;
  /** What options left to the method (`auto`) came to, for the record of the run. */
  readonly settled: Readonly<Record<string, number | string>>;
  /** What `Method.transfer` embeds other cells with. */
  readonly model?: object;
}

/** How results call an embedding. */
export interface EmbeddingName {
  /** Key of obsm in result.h5ad, beginning with `X_cellscape`: a later run replaces it. */
  readonly key: string;
  /** In words; `cell` stands for the noun of the tissue (cell, spot or bin). */
  readonly title: (cell: string) => string;
}
