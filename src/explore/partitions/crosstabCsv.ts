import { csvLine } from "../../results/csv.ts";
import type { ComparedPartitions } from "./comparePartitions.ts";

/** The cells of each pair of groups as a table: a row per group of the first column, named by `title`. */
export function crosstabCsv(
  { rows, columns, counts }: Pick<ComparedPartitions, "rows" | "columns" | "counts">,
  title: string,
): string {
  const lines = rows.map((name, row) => [name, ...columns.map((_, at) => counts[row * columns.length + at])]);
  return `${[[title, ...columns], ...lines].map(csvLine).join("\n")}\n`;
}
