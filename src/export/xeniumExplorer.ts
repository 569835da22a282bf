import { csvLine } from "../results/csv.ts";
import { type Exporter, groupNames } from "./exporter.ts";

/** Domains as custom cell groups of Xenium Explorer: `cell_id,group`. */
export const xeniumExplorer: Exporter = {
  format: "xenium-explorer",
  describes: "domains as cell groups that Xenium Explorer takes (cell_id, group)",
  async write(result, target) {
    const names = groupNames(result);
    const lines = result.cells.flatMap((cell, i) => (names[i] === "" ? [] : [csvLine([cell, names[i]])]));
    await target.put("xenium_explorer_groups.csv", `${["cell_id,group", ...lines].join("\n")}\n`);
    const how = "in Xenium Explorer: Cells > Cell groups > Upload a CSV file";
    return { path: "xenium_explorer_groups.csv", how };
  },
};
