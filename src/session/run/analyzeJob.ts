import { presented } from "../../analyses/domainNames/present.ts";
import { type AllArtifacts, allAnalyses, allSteps } from "../../analyses/registry.ts";
import { wantedArtifacts } from "../../analyses/wantedArtifacts.ts";
import type { Annotations } from "../../results/annotations.ts";
import { renamedColumn } from "../../results/renamedColumn.ts";
import { domainColors } from "../../results/reported.ts";
import { domainNames } from "../../run/domainColumn.ts";
import { recordedOptions } from "../../run/options/config.ts";
import { fitUntrained } from "../../run/plan/planUntrained.ts";
import type { StepTable } from "../../run/step.ts";
import type { StoredResult } from "../../run/stored/storedResult.ts";
import { storedSteps } from "../../run/stored/storedSteps.ts";
import type { RunSettings } from "../options/run.ts";
import type { Computed, DomainJob } from "./job.ts";

/** What is added to uns beside the record of the run. */
const recordKey = "cellscape_analysis";

/**
 * Analyses of a result: the steps of a run, with those that train and cluster replaced by what the result holds. Nothing is
 * trained, and what the run wrote into the result stays as it is.
 */
export function analyzeJob(stored: StoredResult): DomainJob {
  const steps = storedSteps(stored);
  const ofAnalyses: StepTable = Object.assign({}, ...allAnalyses().map((each) => each.stored?.(stored) ?? {}));
  return {
    name: "analyze",
    steps: { ...allSteps(), ...ofAnalyses, ...steps, domains: presented(steps.domains, { strict: true }) },
    wanted: wantedArtifacts,
    fitInto: (size, config, budget) => fitUntrained(size, config, budget, { description: "no training", embeds: true }),
    usesEngine: () => false,
    resumable: false,
    record: (computed) => analysisRecord(stored, computed),
    recordKey: () => recordKey,
    annotations: (artifacts, config) => annotationsOf(stored, artifacts, config),
    words: (computed) => wordsOf(stored, computed),
  };
}

/** What names, colours and order given now change of the result; nothing without them. */
function annotationsOf(
  { column, keys }: StoredResult,
  { dataset, selection, domains }: AllArtifacts,
  { names: table, order }: RunSettings,
): Annotations {
  const none: Annotations = { obs: {}, var: {}, obsm: {}, colors: {} };
  if (table === undefined && order === undefined) return none;
  const { cells } = selection;
  const names = domainNames(domains);
  const own = { [column]: domains.refined, ...(column === keys.domain ? { [keys.raw]: domains.raw } : {}) };
  const renamed = Object.entries(own).flatMap(([key, labels]) => {
    const changed = renamedColumn(dataset.obs.columns.get(key), cells, { labels, names });
    return changed ? [[key, changed] as const] : [];
  });
  const colors = domainColors({ domains });
  return {
    ...none,
    obs: Object.fromEntries(renamed),
    colors: Object.fromEntries(
      renamed.map(([key, { categories }]) => [`${key}_colors`, categories.map((_, k) => colors[k] ?? notAnalysed)]),
    ),
  };
}

/** Colour of groups of which no cell was analysed. */
const notAnalysed = "#c8c8c8";

function analysisRecord(
  { record: run, column }: StoredResult,
  { artifacts, config, notes, warnings, version }: Computed<AllArtifacts>,
): Readonly<Record<string, unknown>> {
  const { domains, selection } = artifacts;
  return {
    version,
    options: recordedOptions(config),
    engine: run.engine,
    model: run.model,
    seeds: run.seeds,
    domains_from: `obs/${column}`,
    run_version: run.version,
    cells_used: selection.cells.length,
    domains: { count: domains.count, sizes: domains.domains.map(({ size }) => size) },
    notes: [...run.notes, ...notes.filter((note) => !run.notes.includes(note))],
    warnings: [...run.warnings, ...warnings.filter((warning) => !run.warnings.includes(warning))],
  };
}

/** Domains that the run did not find are not said to be its own. */
function wordsOf(
  { column, keys, record }: StoredResult,
  { artifacts: { domains, selection } }: Computed<AllArtifacts>,
) {
  const asFound =
    column === keys.domain &&
    domains.count === record.domains.count &&
    [...domains.domains.map(({ size }) => size)].sort().join() === [...record.domains.sizes].sort().join();
  if (asFound) return undefined;
  const what = column === keys.domain ? `edited after a run of cellscape ${record.version}` : "not those of the run";
  return {
    lead: `${domains.count} domains of ${selection.cells.length} cells were read from the column ${column} of obs; they are ${what}.`,
    paragraph: `Domains were read from the column "${column}" of obs (${what}).`,
  };
}
