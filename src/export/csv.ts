import { csvLine } from "../results/csv.ts";
import type { Exporter } from "./exporter.ts";
import { flatColumns } from "./flatColumns.ts";

/** What was found of every cell, as text. */
export const csv: Exporter = {
  format: "csv",
  describes: "labels and embeddings of every cell as CSV",
  async write(result, target) {
    const columns = await flatColumns(result);
    const lines = [csvLine(columns.map(({ name }) => name))];
    for (let i = 0; i < result.cells.length; i++) lines.push(csvLine(columns.map(({ values }) => values[i])));
    await target.put("cells.csv", `${lines.join("\n")}\n`);
    return { path: "cells.csv", how: 'pandas.read_csv("cells.csv", index_col="cell")' };
  },
};
