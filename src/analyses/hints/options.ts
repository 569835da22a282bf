import { name, whole } from "../../core/options/kinds.ts";
import { defineOptions, type OptionValues, option } from "../../core/options/option.ts";

/** Labels of some cells, from which the others get theirs. */
export const hintOptions = defineOptions("Labels of some cells", {
  hints: option(name().optional(), {
    flag: "file",
    file: "always",
    basic: true,
    description:
      "labels of some cells that constrain the domains: a table with the columns cell and label, or GeoJSON areas with a property label",
  }),
  hintsColumn: option(name().optional(), {
    flag: "column",
    description: "the same from a column of obs with gaps",
  }),
  labelNext: option(whole(0, 1000).optional(), {
    flag: "N",
    description: "number of cells to suggest for labelling, in tables/label_next.csv",
    otherwise: "20 with labels of some cells, else none",
  }),
});

export type HintOptions = OptionValues<typeof hintOptions.table>;

/** Whether some cells have labels. */
export function hasHints({ hints, hintsColumn }: HintOptions): boolean {
  return hints !== undefined || hintsColumn !== undefined;
}

/** How many cells are suggested. */
export function suggested(options: HintOptions): number {
  return options.labelNext ?? (hasHints(options) ? 20 : 0);
}
