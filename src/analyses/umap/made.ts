import type { Matrix } from "../../data/matrix.ts";
import type { EmbeddingName } from "../embeddingGraphs/made.ts";

/** A map in which cells that are alike in an embedding lie side by side. */
export interface UmapOf {
  readonly embedding: EmbeddingName;
  /** [cells, 2] */
  readonly layout: Matrix;
  /** Shape of the curve 1 / (1 + a d^2b) that distances on the map follow. */
  readonly a: number;
  readonly b: number;
}

export interface UmapMade {
  /** Of z_spatial, and of z_intrinsic and z where there are these. */
  readonly umaps: readonly UmapOf[];
}
