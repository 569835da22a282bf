import type { MapOptions } from "../figure/drawing/mapLayout.ts";
import type { Config } from "../run/options/config.ts";
import type { Reported } from "./reported.ts";
import { tissuePictures } from "./tissuePictures.ts";

/** What all maps of the tissue have in common: unit, and the picture below the cells. */
export function tissueMapOptions(
  { dataset }: Pick<Reported, "dataset">,
  { unitUm, picture }: Pick<Config, "unitUm" | "picture">,
): Pick<MapOptions, "unitUm" | "pictures"> {
  return { ...(unitUm === undefined ? {} : { unitUm }), pictures: tissuePictures(dataset, { picture }) };
}
