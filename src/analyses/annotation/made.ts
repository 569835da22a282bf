import type { Annotation } from "../../domains/annotation/annotateSections.ts";

/** Labels that were carried from annotated samples to others. */
export interface CarriedLabels extends Annotation {
  readonly labels: readonly string[];
  /** Codes of the samples that labels came from. */
  readonly references: readonly number[];
}

export interface AnnotationMade {
  readonly annotation: CarriedLabels;
}

/** Name of cells that resemble no label. */
export const noneOfThese = "none of these";
