import { artifactsOf } from "../run/methodInputs.ts";
import type { Config } from "../run/options/config.ts";
import { resolveForData, type SampledCells, samplesInUse } from "../run/options/resolveForData.ts";
import { chosenMethod } from "../run/options/settings.ts";
import type { AllArtifacts } from "./registry.ts";
import type { WantOptions } from "./want.ts";
import { earlyArtifacts, wantedAnalyses } from "./wanted.ts";

/**
 * The artifacts that the results of a run are written from, in the order in which they are made.
 *
 * @throws bad-option for analyses that lack what they need.
 */
export function wantedArtifacts(config: Config & WantOptions, dataset: SampledCells): (keyof AllArtifacts)[] {
  const { method, options } = chosenMethod(config);
  const needs = artifactsOf(method.needs(options));
  const wanted: string[] = [
    ...["dataset", "selection"],
    ...earlyArtifacts(config),
    ...["features", "graph"],
    // What the embedding comes from is shown in the results, too.
    ...needs.filter((name) => name === "geneMap"),
    ...(config.domains === "auto" ? ["domainCount"] : []),
    ...["embeddings", "domains"],
    // For the record of the run.
    ...(resolveForData(config, dataset).correct === "combat" ? ["correction"] : []),
    ...(config.saveModel ? ["model"] : []),
    ...wantedAnalyses(config, samplesInUse(config, dataset).length),
  ];
  // Registered analyses make more; the type names those of the program.
  return wanted as (keyof AllArtifacts)[];
}
