import type { SampleDependence } from "../../domains/sampleDependence.ts";
import type { Integration } from "./integration.ts";

/** How well samples mix, at one point of the way from expression to domains. */
export interface IntegrationStage {
  readonly stage: "expression" | "corrected" | "spatial" | "aligned";
  readonly scores: Integration;
}

/** How well samples mix before and after, and whether domains are those of the tissue. */
export interface IntegrationScores {
  /** Principal components of expression, of corrected expression where it is corrected, and z_spatial, as trained and aligned. */
  readonly stages: readonly IntegrationStage[];
  readonly dependence: SampleDependence;
}

export interface IntegrationMade {
  /** How well samples mix. */
  readonly integration: IntegrationScores;
}
