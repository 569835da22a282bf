import type { Matrix } from "../../data/matrix.ts";
import type { Colocalization } from "./colocalization.ts";
import type { GivenTarget, PlacedTarget } from "./colocalizationTarget.ts";

/** A gene or a column of obs in which cells may be high. */
export type ColocalizedColumn =
  /** Number of a gene among those that are analysed. */
  | { readonly kind: "gene"; readonly name: string; readonly gene: number }
  /** [dataset cells] */
  | { readonly kind: "obs"; readonly name: string; readonly values: ArrayLike<number> };

/** The columns of `--colocalize`, looked up before the long work. */
export interface ColocalizationInputs {
  readonly place: PlacedTarget;
  /** [cells] sample of each, as the dataset numbers them; undefined for one. */
  readonly samples: Int32Array | undefined;
  readonly columns: readonly ColocalizedColumn[];
}

/** Cells that are high in some genes or scores, and their distances to points or a mask, in the unit of the positions. */
export interface Colocalizations {
  readonly kind: GivenTarget["kind"];
  readonly file: string;
  /** [m, 2] the points, or places along the border of the mask, and the sample of each [m], as the dataset numbers them. */
  readonly outline: Matrix;
  readonly sampleOf: Int32Array;
  /** [cells] Infinity in a sample without any. */
  readonly distances: Float64Array;
  readonly found: readonly (Colocalization & { readonly of: string })[];
  /** Genes and scores that could not be tested, as no cell or every cell is high in them. */
  readonly leftOut: readonly string[];
}

export interface ColocalizationMade {
  readonly colocalizationInputs: ColocalizationInputs;
  readonly colocalization: Colocalizations;
}
