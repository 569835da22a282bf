import type { MapOptions } from "../figure/drawing/mapLayout.ts";
import type { Config } from "../run/options/config.ts";
import type { RunArtifacts } from "./reported.ts";
import { tissueSections } from "./tissueLayout.ts";
import { tissuePictures } from "./tissuePictures.ts";

/** What all maps of the tissue have in common: unit, the picture below the cells, and the names of the sections. */
export function tissueMapOptions(
  { dataset }: Pick<RunArtifacts, "dataset">,
  { unitUm, picture }: Pick<Config, "unitUm" | "picture">,
): Pick<MapOptions, "unitUm" | "pictures" | "sections"> {
  const unit = unitUm === undefined ? {} : { unitUm };
  return { ...unit, pictures: tissuePictures(dataset, { picture }), sections: tissueSections(dataset) };
}
