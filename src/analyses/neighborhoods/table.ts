import { type CsvTable, csvTable } from "../../results/csvTable.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { borderShares } from "./borders.ts";
import type { NeighborhoodsMade } from "./made.ts";

/** Neighbourhood enrichment of domains and of cell types. */
export function neighborhoodTables({ neighborhoods }: RunArtifacts<NeighborhoodsMade>): CsvTable[] {
  const { domains, types } = neighborhoods ?? {};
  return [
    ...(domains ? [neighborTable("neighborhoods_domains", domains), borderTable(domains)] : []),
    ...(types ? [neighborTable("neighborhoods_cell_types", types)] : []),
  ];
}

function neighborTable(
  name: string,
  { categories, counts, expected, zScores }: NonNullable<NeighborhoodsMade["neighborhoods"]["domains"]>,
): CsvTable {
  const rows = categories.flatMap((from, i) =>
    categories.map((to, j) => {
      const at = i * categories.length + j;
      return [from, to, counts[at], expected[at], zScores[at]];
    }),
  );
  return csvTable(name, "from,to,edges,expected,z_score", rows);
}

/** Share of the outer border of each domain that adjoins each other one. */
function borderTable(found: NonNullable<NeighborhoodsMade["neighborhoods"]["domains"]>): CsvTable {
  const { categories, counts } = found;
  const shares = borderShares(found);
  const rows = categories.flatMap((from, i) =>
    categories.flatMap((to, j) => {
      const at = i * categories.length + j;
      return i === j ? [] : [[from, to, counts[at], shares[at]]];
    }),
  );
  return csvTable("domain_borders", "domain,adjoins,contacts,share_of_border", rows);
}
