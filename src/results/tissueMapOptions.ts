import type { MapOptions } from "../figure/drawing/mapLayout.ts";
import type { Config } from "../run/options/config.ts";
import type { RunArtifacts } from "./reported.ts";
import { tissueSections } from "./tissueLayout.ts";
import { tissuePictures } from "./tissuePictures.ts";

/** Settings that decide how maps look. */
interface DrawnBy extends Pick<Config, "unitUm" | "picture"> {
  /** Pixels a px of large maps, where figures are made for print; enough for screens by default. */
  readonly dotsRatio?: number;
}

/** A report holds some thirty large maps: writing them takes half the time of those for print. */
const screenRatio = 2;

/** What all maps of the tissue have in common: unit, the picture below the cells, and the names of the sections. */
export function tissueMapOptions(
  { dataset }: Pick<RunArtifacts, "dataset">,
  { unitUm, picture, dotsRatio = screenRatio }: DrawnBy,
): Pick<MapOptions, "unitUm" | "pictures" | "sections" | "dotsRatio"> {
  const unit = unitUm === undefined ? {} : { unitUm };
  return { ...unit, dotsRatio, pictures: tissuePictures(dataset, { picture }), sections: tissueSections(dataset) };
}
