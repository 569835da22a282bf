import type { Matrix } from "../data/matrix.ts";
import type { CategoryColumn, Table } from "../data/table.ts";
import type { Tissue } from "../data/tissue.ts";

/** A data set as it is explored: everything but the counts, which arrive later. */
export interface ExploredTissue {
  readonly name: string;
  /** [n] names of the cells. */
  readonly cells: readonly string[];
  readonly obs: Table;
  /** Colours of categories that the file holds, by column: as they are, checked where they are used. */
  readonly colors: ReadonlyMap<string, readonly string[]>;
  /** [n, 2] positions, x then y; NaN for cells without one. */
  readonly positions: Matrix;
  /** Micrometres in one unit of the positions, where it is known. */
  readonly unitUm: number | undefined;
  /** True for spots or bins. */
  readonly spots: boolean;
  /** [n, 2 or more] other layouts, such as a UMAP, by name. */
  readonly embeddings: ReadonlyMap<string, Matrix>;
  /** The samples, where there are several. */
  readonly samples: SampleColumn | undefined;
  /** Pictures under the positions. */
  readonly pictures: readonly Tissue[];
}

/** A column that tells the sample of each cell. */
export interface SampleColumn extends CategoryColumn {
  readonly name: string;
  /** They lie over each other in the positions, so that they are drawn beside each other. */
  readonly overlap: boolean;
}
