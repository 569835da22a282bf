import type { Quality } from "./quality.ts";

export interface QualityMade {
  readonly quality: Quality;
}
