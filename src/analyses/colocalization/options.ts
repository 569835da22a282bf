import { name, names, positive } from "../../core/options/kinds.ts";
import type { OptionValues } from "../../core/options/option.ts";
import { defineOptions, option } from "../../core/options/option.ts";

export const colocalizationOptions = defineOptions("Colocalisation", {
  colocalize: option(names().optional(), {
    flag: "list",
    description:
      "genes, or obs/COLUMN with a score, separated by commas: test whether cells high in them lie near --points or in --mask-file",
  }),
  points: option(name().optional(), {
    flag: "file",
    description: "table of points, such as plaques: columns x and y (and sample), in position units",
  }),
  maskFile: option(name().optional(), {
    flag: "png",
    description: "picture of a mask: anything but black is inside",
  }),
  maskPixel: option(positive().optional(), {
    flag: "length",
    description: "side of a pixel of the mask, in position units",
    otherwise: "1",
  }),
  maskOrigin: option(name().optional(), {
    flag: "x,y",
    description: "position of the first corner of the mask",
    otherwise: "0,0",
  }),
});

export type ColocalizationOptions = OptionValues<typeof colocalizationOptions.table>;
