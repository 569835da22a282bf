import type { Dataset } from "../data/dataset.ts";
import type { Config } from "../run/options/config.ts";
import type { Analysis } from "./analysis.ts";
import { loadInputs, type OpenFile } from "./inputs.ts";
import { type AnalysisArtifacts, allAnalyses } from "./registry.ts";
import { isWanted, type WantOptions } from "./want.ts";

/** The analyses that run, in the order of the registry: wanted by name, by `--report`, or by an option that only they read. */
export function chosenAnalyses(config: Config & WantOptions): Analysis[] {
  return allAnalyses().filter((analysis) => {
    const wanted = isWanted(analysis.name, config);
    return analysis.runs?.(config, wanted) ?? wanted;
  });
}

/**
 * The artifacts of the analyses that run, in the order of computing.
 *
 * @param samples how many there are: analyses across samples need two. Undefined before the data are read: one.
 * @throws bad-option for analyses that cannot run as requested, with a suggested fix.
 */
export function wantedAnalyses(config: Config & WantOptions, samples?: number): (keyof AnalysisArtifacts)[] {
  for (const { name, available } of allAnalyses()) {
    available?.(config, { named: config.want?.includes(name) ?? false, samples });
  }
  const chosen = chosenAnalyses(config).filter(({ acrossSamples }) => !acrossSamples || (samples ?? 1) > 1);
  // Registered analyses make more; the type names those of the program.
  return [...new Set(chosen.flatMap(({ artifacts }) => artifacts))] as (keyof AnalysisArtifacts)[];
}

/** Artifacts of the analyses that run whose refusals are better known before the long work. */
export function earlyArtifacts(config: Config & WantOptions): string[] {
  return chosenAnalyses(config).flatMap(({ early = [] }) => early);
}

/** Options and inputs that only steps read that are made anew whenever a run continues. */
export function madeAnew(): { readonly options: readonly string[]; readonly inputs: readonly string[] } {
  const anew = allAnalyses().filter(({ steps }) => {
    const policies = Object.values(steps).map(({ policy }) => policy);
    return policies.length > 0 && policies.every((policy) => policy?.kept === "nothing");
  });
  return {
    options: anew.flatMap(({ options }) => Object.keys(options?.table ?? {})),
    inputs: anew.flatMap(({ inputs = {} }) => Object.keys(inputs)),
  };
}

/**
 * Check what options of analyses name against the data, so that a wrong name is known before the work and not after it.
 *
 * @param inputs what was read from files.
 * @throws bad-option naming what there is.
 */
export function checkAnalyses(dataset: Dataset, config: Config, inputs: object = {}): void {
  for (const { check } of allAnalyses()) check?.(dataset, config, inputs);
}

/**
 * Read the files that options of analyses name.
 *
 * @returns what was read, by the name of each input.
 * @throws bad-file, bad-data or bad-option naming the option.
 */
export function readAnalysisInputs(config: Config, open: OpenFile): Promise<Readonly<Record<string, unknown>>> {
  return loadInputs(Object.assign({}, ...allAnalyses().map(({ inputs = {} }) => inputs)), config, open);
}

/**
 * What `readAnalysisInputs` reads, once it is known that the analyses can run as requested.
 *
 * @throws bad-option for analyses that cannot run, with a suggested fix; what `readAnalysisInputs` throws.
 */
export async function checkedInputs(
  config: Config & WantOptions,
  open: OpenFile,
): Promise<Readonly<Record<string, unknown>>> {
  wantedAnalyses(config);
  return readAnalysisInputs(config, open);
}
