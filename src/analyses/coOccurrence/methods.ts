import type { Cite } from "../../results/references.ts";

import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import type { CoOccurrenceMade } from "./made.ts";

export function coOccurrenceMethods({ coOccurrence }: RunArtifacts<CoOccurrenceMade>, _: Config, cite: Cite): string[] {
  if (!coOccurrence) return [];
  return [`Co-occurrence ratios were computed over increasing distances, as in squidpy ${cite("squidpy")}.`];
}
