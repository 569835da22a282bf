import { z } from "zod";
import { real } from "../../core/options/kinds.ts";
import { defineOptions, option } from "../../core/options/option.ts";

/** How maps of the tissue are drawn. */
export const figureOptions = defineOptions("Figures", {
  picture: option(real(0, 1).default(0.8), {
    flag: "opacity",
    description: "opacity of the tissue picture below the cells of maps, 0 to 1; 0 leaves it out",
  }),
  noFigures: option(z.boolean().optional(), {
    description: "write no figures, as for jobs whose figures are not opened; a report keeps its own",
  }),
  png: option(z.enum(["main", "all", "none"]).default("main"), {
    flag: "which",
    description: "figures that are saved as PNG beside SVG: main (about a dozen), all, or none but the domain map",
  }),
});
