import type { Config } from "../../run/options/config.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import { type CellTypeOptions, wantsCellTypes } from "../cellTypes/options.ts";
import type { MarkersMade } from "../markers/made.ts";
import type { WantOptions } from "../want.ts";

/** Markers of domains and, where these are wanted, of cell types. */
export type MarkedGroups = AllGenesMade &
  Pick<MarkersMade, "domainMarkers"> &
  Partial<Pick<MarkersMade, "typeMarkers">>;

/** Names of these among the artifacts. */
export function markedGroups(config: Config & WantOptions & CellTypeOptions): (keyof MarkedGroups)[] {
  return ["allGenes", "domainMarkers", ...(wantsCellTypes(config) ? (["typeMarkers"] as const) : [])];
}
