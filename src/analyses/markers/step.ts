import type { CategoryColumn } from "../../data/table.ts";
import type { Artifacts, Context } from "../../run/artifacts.ts";
import { domainColumn } from "../../run/domainColumn.ts";
import { optional, type Step } from "../../run/step.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import { type Markers, rankMarkers } from "./markers.ts";

/** Marker genes of each domain against all other cells. */
export function makeDomainMarkers(
  { allGenes, domains }: Pick<Artifacts, "domains"> & AllGenesMade,
  context: Context,
): Markers {
  return markersOf(allGenes, domainColumn(domains), { what: "domains", step: "domainMarkers" }, context);
}

/** Marker genes of each cell type against all other cells. */
export function makeTypeMarkers({ allGenes, cellTypes }: AllGenesMade & CellTypesMade, context: Context): Markers {
  return markersOf(allGenes, cellTypes.types, { what: "cell types", step: "typeMarkers" }, context);
}

function markersOf(
  { expression }: AllGenesMade["allGenes"],
  groups: CategoryColumn,
  { what, step }: { readonly what: string; readonly step: string },
  { report }: Context,
): Markers {
  const sizes = new Array<number>(groups.categories.length).fill(0);
  for (const code of groups.codes) if (code >= 0) sizes[code]++;
  if (sizes.filter((size) => size >= 2).length < 2) {
    const text = `no markers: two ${what} with two cells each are required`;
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

export const domainMarkersStep: Step<Markers, Pick<Artifacts, "domains"> & AllGenesMade> = {
  does: () => "Ranking marker genes of domains",
  needs: () => ["allGenes", "domains"],
  policy: optional,
  run: makeDomainMarkers,
};

export const typeMarkersStep: Step<Markers, AllGenesMade & CellTypesMade> = {
  does: () => "Ranking marker genes of cell types",
  needs: () => ["allGenes", "cellTypes"],
  policy: optional,
  run: makeTypeMarkers,
};
