import type { Random } from "../../core/random.ts";

/** Where domains lie in a tissue of unit size, for all its samples. */
export interface Arrangement {
  /** Position in the unit square, x then y, after the sample's own bending. */
  at(x: Float64Array, y: Float64Array): Regions;
}

/** The domain of each cell, and how near the next one is. */
export interface Regions {
  /** [n] 0 .. domains - 1 */
  readonly domain: Int32Array;
  /** [n] domain beyond the nearest boundary; the own one where there is no other. */
  readonly next: Int32Array;
  /** [n] distance to that boundary where the tissue has unit size. */
  readonly distance: Float64Array;
}

/** What an arrangement is drawn from. */
export interface Drawing {
  readonly domains: number;
  /** Cells of a sample along one side, for structures whose size is a number of cells. */
  readonly side: number;
  /** Layers of a few cells. */
  readonly thinLayers: number;
  /** [domains] relative size of each domain. */
  readonly sizes: Float64Array;
  /** [domains] relative thickness of each layer, which its size multiplies. */
  readonly thickness: Float64Array;
  readonly rng: Random;
}

export type DrawArrangement = (drawing: Drawing) => Arrangement;
