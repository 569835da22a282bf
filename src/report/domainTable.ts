import type { Artifacts } from "../pipeline/artifacts.ts";
import type { Annotations } from "./annotations.ts";
import { csvLine } from "./csv.ts";

/** The domains as CSV, one row a cell in the input's order, with its sample last where there are several; empty fields where a cell has no domain. */
export function domainTable({ cells, positions, samples }: Artifacts["dataset"], { obs }: Annotations): string {
  const columns = [obs.cellscape_domain, obs.cellscape_domain_raw, obs.cellscape_domain_prob, obs.cellscape_confidence];
  const lines = [`cell,x,y,domain,domain_raw,probability,confidence${samples ? ",sample" : ""}`];
  cells.forEach((cell, i) => {
    const at = [positions.values[i * positions.columns], positions.values[i * positions.columns + 1]];
    const fields = columns.map((column) => {
      if (column.kind === "category") return column.categories[column.codes[i]] ?? "";
      return column.values[i];
    });
    const own = samples ? [samples.names[samples.codes[i]]] : [];
    lines.push(csvLine([cell, ...at.map(String), ...fields, ...own]));
  });
  return `${lines.join("\n")}\n`;
}
