import type { CompositionEnrichment } from "./compositionEnrichment.ts";

export interface CompositionMade {
  /** Of cell types in domains. */
  readonly composition: CompositionEnrichment;
}
