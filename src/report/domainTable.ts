import type { Artifacts } from "../pipeline/artifacts.ts";
import type { Annotations } from "./annotations.ts";

/** The domains as CSV, one row a cell in the input's order; empty fields where a cell has no domain. */
export function domainTable({ cells, positions }: Artifacts["dataset"], { obs }: Annotations): string {
  const columns = [obs.cellscape_domain, obs.cellscape_domain_raw, obs.cellscape_domain_prob, obs.cellscape_confidence];
  const lines = ["cell,x,y,domain,domain_raw,probability,confidence"];
  cells.forEach((cell, i) => {
    const at = [positions.values[i * positions.columns], positions.values[i * positions.columns + 1]];
    const fields = columns.map((column) => {
      if (column.kind === "category") return column.categories[column.codes[i]] ?? "";
      return Number.isNaN(column.values[i]) ? "" : `${Number(column.values[i].toPrecision(6))}`;
    });
    lines.push([quoted(cell), ...at, ...fields].join(","));
  });
  return `${lines.join("\n")}\n`;
}

/** A field as RFC 4180 wants it. */
function quoted(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
