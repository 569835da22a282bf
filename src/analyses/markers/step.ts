import type { CategoryColumn } from "../../data/table.ts";
import type { Artifacts, Context } from "../../run/artifacts.ts";
import { domainColumn } from "../../run/domainColumn.ts";
import { type Markers, rankMarkers } from "./markers.ts";

/** Marker genes of each domain against all other cells. */
export function makeDomainMarkers(
  { allGenes, domains }: Pick<Artifacts, "allGenes" | "domains">,
  context: Context,
): Markers {
  return markersOf(allGenes, domainColumn(domains), { what: "domains", step: "domainMarkers" }, context);
}

/** Marker genes of each cell type against all other cells. */
export function makeTypeMarkers(
  { allGenes, cellTypes }: Pick<Artifacts, "allGenes" | "cellTypes">,
  context: Context,
): Markers {
  return markersOf(allGenes, cellTypes.types, { what: "cell types", step: "typeMarkers" }, context);
}

function markersOf(
  { expression }: Artifacts["allGenes"],
  groups: CategoryColumn,
  { what, step }: { readonly what: string; readonly step: string },
  { report }: Context,
): Markers {
  const sizes = new Array<number>(groups.categories.length).fill(0);
  for (const code of groups.codes) if (code >= 0) sizes[code]++;
  if (sizes.filter((size) => size >= 2).length < 2) {
    const text = `no markers: comparing ${what} takes two of them with two cells each`;
    report({ kind: "warning", step, text });
    return { reference: undefined, groups: [], skipped: groups.categories };
  }
  const markers = rankMarkers(expression, groups, { tieCorrection: true });
  if (markers.skipped.length > 0) {
    const text = `no markers of ${what} with fewer than two cells: ${markers.skipped.join(", ")}`;
    report({ kind: "warning", step, text });
  }
  return markers;
}
