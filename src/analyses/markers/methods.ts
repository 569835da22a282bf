import type { Cite } from "../../results/references.ts";

import type { RunArtifacts } from "../../results/reported.ts";
import { placesWord } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import type { MarkersMade } from "./made.ts";

export function markerMethods(made: RunArtifacts<MarkersMade>, _: Config, cite: Cite): string[] {
  if (!made.domainMarkers && !made.typeMarkers) return [];
  return [
    `Marker genes were identified with the Wilcoxon rank-sum test, corrected for ties, on log expression of each group against all other ${placesWord(made).many}, as in scanpy ${cite("wilcoxon", "scanpy")}, with Benjamini-Hochberg-adjusted p-values ${cite("bh")}.`,
  ];
}
