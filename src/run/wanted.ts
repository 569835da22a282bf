import { CellScapeError } from "../core/errors.ts";
import { ofSamples, wantedAnalyses } from "./analyses.ts";
import type { ArtifactName } from "./artifacts.ts";
import { artifactsOf } from "./methodInputs.ts";
import type { Config } from "./options/config.ts";
import { resolveForData, type SampledCells, samplesInUse } from "./options/resolveForData.ts";
import { chosenMethod } from "./options/settings.ts";

/**
 * The artifacts that the results of a run are written from, in the order in which they are made.
 *
 * @throws bad-option for analyses that lack what they need.
 */
export function wantedArtifacts(config: Config, dataset: SampledCells): ArtifactName[] {
  const count = samplesInUse(config, dataset).length;
  const asked = config.want?.find((name) => ofSamples.some((each) => each === name));
  if (count < 2 && (asked !== undefined || config.compare !== undefined)) {
    const way = "give several files, or name the column of samples with --sample-key";
    throw new CellScapeError(
      "bad-option",
      `--${asked === undefined ? "compare" : `want ${asked}`}: expected several samples, got one; ${way}`,
    );
  }
  const { method, options } = chosenMethod(config);
  const needs = artifactsOf(method.needs(options));
  return [
    ...(["dataset", "selection"] as const),
    // What it refuses is better known before the long work.
    ...(config.colocalize === undefined ? [] : (["colocalizationInputs"] as const)),
    ...(["features", "graph"] as const),
    // What the embedding comes from is shown in the results, too.
    ...needs.filter((name) => name === "geneMap"),
    ...(config.domains === "auto" ? (["domainCount"] as const) : []),
    ...(["embeddings", "domains"] as const),
    // For the record of the run.
    ...(resolveForData(config, dataset).correct === "combat" ? (["correction"] as const) : []),
    ...(config.saveModel ? (["model"] as const) : []),
    ...wantedAnalyses(config, count),
  ];
}
