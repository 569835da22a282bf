import { presented } from "../../analyses/domainNames/present.ts";
import { hinted } from "../../analyses/hints/hinted.ts";
import { type AllArtifacts, allAnalyses, allSteps } from "../../analyses/registry.ts";
import { wantedArtifacts } from "../../analyses/wantedArtifacts.ts";
import { type Annotations, annotate } from "../../results/annotations.ts";
import { hintRecord } from "../../results/record.ts";
import { renamedColumn } from "../../results/renamedColumn.ts";
import { domainColors } from "../../results/reported.ts";
import { domainNames } from "../../run/domainColumn.ts";
import { recordedOptions } from "../../run/options/config.ts";
import { fitUntrained } from "../../run/plan/planUntrained.ts";
import { resultKeys } from "../../run/resultKeys.ts";
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
 *
 * @param count number of domains where labels of some cells make them anew.
 */
export function analyzeJob(stored: StoredResult, count: number | "auto" = "auto"): DomainJob {
  const steps = storedSteps(stored);
  const domains = presented(
    hinted(steps.domains, () => count),
    { strict: true },
  );
  const ofAnalyses: StepTable = Object.assign({}, ...allAnalyses().map((each) => each.stored?.(stored) ?? {}));
  return {
    name: "analyze",
    steps: { ...allSteps(), ...ofAnalyses, ...steps, domains },
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

/** What labels of cells, names, colours and order given now change of the result; nothing without them. */
function annotationsOf(
  { column, keys }: StoredResult,
  artifacts: AllArtifacts,
  { names: table, order, method }: RunSettings,
): Annotations {
  const none: Annotations = { obs: {}, var: {}, obsm: {}, colors: {} };
  const { dataset, selection, domains } = artifacts;
  if (domains.hinting?.hints) {
    const { obs, colors } = annotate(artifacts, { method });
    const made = resultKeys();
    const own = column === keys.domain ? keys : resultKeys(column);
    const renamed = ([made.domain, made.raw, made.probability, made.confidence] as const).map((key, at) => {
      return [[own.domain, own.raw, own.probability, own.confidence][at], obs[key]] as const;
    });
    const [color] = Object.values(colors);
    return {
      ...none,
      obs: Object.fromEntries(renamed),
      colors: { [`${own.domain}_colors`]: color, [`${own.raw}_colors`]: color },
    };
  }
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
    ...hintRecord(domains),
    notes: [...run.notes, ...notes.filter((note) => !run.notes.includes(note))],
    warnings: [...run.warnings, ...warnings.filter((warning) => !run.warnings.includes(warning))],
  };
}

/** Domains that the run did not find are not said to be its own. */
function wordsOf(
  { column, keys, record }: StoredResult,
  { artifacts: { domains, selection } }: Computed<AllArtifacts>,
) {
  if (domains.hinting?.hints) {
    const { cells, labels } = domains.hinting.hints;
    return {
      lead: `${domains.count} domains of ${selection.cells.length} cells agree with ${cells.length} labelled cells (${labels.join(", ")}); they begin with those in the column ${column} of obs.`,
      paragraph: `Domains begin with those in the column "${column}" of obs.`,
    };
  }
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
