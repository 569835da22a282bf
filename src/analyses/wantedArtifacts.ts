import { artifactsOf, readsFeatures } from "../run/methodInputs.ts";
import { type SampledCells, type Settings, samplesInUse } from "../run/options/settings.ts";
import type { AllArtifacts } from "./registry.ts";
import type { WantOptions } from "./want.ts";
import { earlyArtifacts, wantedAnalyses } from "./wanted.ts";

/**
 * The artifacts that the results of a run are written from, in the order in which they are made.
 *
 * @throws bad-option for analyses that lack what they need.
 */
export function wantedArtifacts(config: Settings & WantOptions, dataset: SampledCells): (keyof AllArtifacts)[] {
  const { method, options } = config.chosen;
  const needs = artifactsOf(method.needs(options));
  const wanted: string[] = [
    ...["dataset", "selection"],
    ...earlyArtifacts(config),
    ...(readsFeatures(config) ? ["features"] : []),
    "graph",
    // What the embedding comes from is shown in the results, too.
    ...needs.filter((name) => name === "geneMap"),
    ...(config.domains === "auto" ? ["domainCount"] : []),
    ...["embeddings", "domains"],
    // For the record of the run.
    ...(config.correct === "combat" ? ["correction"] : []),
    ...(config.saveModel ? ["model"] : []),
    ...wantedAnalyses(config, samplesInUse(config, dataset).length),
  ];
  // Registered analyses make more; the type names those of the program.
  return wanted as (keyof AllArtifacts)[];
}
