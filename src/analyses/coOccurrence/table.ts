import { type CsvTable, csvTable } from "../../results/csvTable.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { CoOccurrenceMade } from "./made.ts";

/** Co-occurrence by distance of domains and of cell types. */
export function coOccurrenceTables({ coOccurrence }: RunArtifacts<CoOccurrenceMade>): CsvTable[] {
  const { domains, types } = coOccurrence ?? {};
  return [
    ...(domains ? [distanceTable("co_occurrence_domains", domains)] : []),
    ...(types ? [distanceTable("co_occurrence_cell_types", types)] : []),
  ];
}

function distanceTable(
  name: string,
  { categories, distances, ratios }: NonNullable<CoOccurrenceMade["coOccurrence"]["domains"]>,
): CsvTable {
  const bins = distances.length - 1;
  const rows = categories.flatMap((group, i) =>
    categories.flatMap((around, j) =>
      Array.from({ length: bins }, (_, r) => {
        return [group, around, distances[r + 1], ratios[(i * categories.length + j) * bins + r]];
      }),
    ),
  );
  return csvTable(name, "group,around,distance,ratio", rows);
}
