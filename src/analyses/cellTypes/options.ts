import { z } from "zod";
import { real } from "../../core/options/kinds.ts";
import type { OptionValues } from "../../core/options/option.ts";
import { defineOptions, option } from "../../core/options/option.ts";
import { isWanted, type WantOptions } from "../want.ts";

export const cellTypeOptions = defineOptions("Cell types", {
  cellTypes: option(z.string().optional(), {
    flag: "how",
    basic: true,
    description: "cell types: leiden or louvain (clustering), or a column of obs that has them",
    otherwise: "leiden",
  }),
  resolution: option(real(0, 1000).optional(), {
    flag: "x",
    description: "clustering resolution; above 1 more cell types, below 1 fewer",
    otherwise: "1",
  }),
});

export type CellTypeOptions = OptionValues<typeof cellTypeOptions.table>;

/** The column of obs that holds the cell types; undefined when they are clustered. */
export function typesColumn({ cellTypes }: CellTypeOptions): string | undefined {
  if (cellTypes === undefined || cellTypes === "leiden" || cellTypes === "louvain") return undefined;
  return cellTypes.replace(/^obs\//, "");
}

/** Whether cell types and their markers are results: wanted, or an option of theirs is given. */
export function wantsCellTypes(config: CellTypeOptions & WantOptions): boolean {
  return config.cellTypes !== undefined || config.resolution !== undefined || isWanted("cell-types", config);
}
