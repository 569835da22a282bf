import { z } from "zod";
import { annotationOptions } from "../../analyses/annotation/options.ts";
import { hintOptions } from "../../analyses/hints/options.ts";
import { analysisOptionGroups } from "../../analyses/options.ts";
import { allAnalyses } from "../../analyses/registry.ts";
import { name } from "../../core/options/kinds.ts";
import { defineOptions, metaOf, type Options, option } from "../../core/options/option.ts";
import { dataOptions } from "../../run/options/data.ts";
import { domainOptions } from "../../run/options/domains.ts";
import { executionOptions } from "../../run/options/execution.ts";
import { figureOptions } from "../../run/options/figures.ts";
import type { RunRecord } from "../../run/stored/runRecord.ts";
import { controlOptions } from "./control.ts";
import { allOptions } from "./run.ts";
import { column } from "./score.ts";

const { noTimings, progress, out } = controlOptions.table;
const { geneNames, unitUm } = dataOptions.table;
const { threads, memory, replace } = executionOptions.table;

/** What only `cellscape analyze` takes, and how it goes. */
export const analyzeOptions = defineOptions("Options", {
  out: option(name().optional(), { ...metaOf(out), otherwise: "analysis, beside the result" }),
  ...{ column, noTimings, progress },
});

/** For domains that labels of some cells make anew. */
const { domains } = domainOptions.table;

/** Settings of a run that may differ from those of the run. */
const analyzeSettings = defineOptions("Data and execution", {
  domains: option(domains, { ...metaOf(domains), otherwise: "as many as the result has; only with --hints" }),
  ...{ geneNames, unitUm, threads, memory, replace, ...figureOptions.table },
});

/** What only `cellscape choose` takes. */
export const chooseOptions = defineOptions("Options", {
  out: option(name().optional(), { ...metaOf(out), otherwise: "choice-KIND, beside the result" }),
  ...{ noTimings, progress },
});

/** Every option of `cellscape choose` under the heading of its owner. */
export function chooseOptionGroups(): readonly Options[] {
  const { domains: _, ...settings } = analyzeSettings.table;
  const labels = new Set<Options>([hintOptions, annotationOptions]);
  return [
    chooseOptions,
    defineOptions(analyzeSettings.heading, settings),
    ...analysisOptionGroups().filter((group) => !labels.has(group)),
  ];
}

/** What only `cellscape apply-edits` takes. */
export const applyEditsOptions = defineOptions("Options", {
  out: option(name().optional(), { ...metaOf(out), otherwise: "edited, beside the result" }),
  otherLabels: option(z.boolean().default(false), {
    basic: true,
    description: "apply edits by name to labels that are not those the edits began with, such as those of another run",
  }),
  ...{ noTimings, progress },
});

/** Every option of `cellscape apply-edits` under the heading of its owner. */
export function applyEditsOptionGroups(): readonly Options[] {
  return [applyEditsOptions, analyzeSettings, ...analysisOptionGroups()];
}

/** Every option of `cellscape analyze` under the heading of its owner. */
export function analyzeOptionGroups(): readonly Options[] {
  return [analyzeOptions, analyzeSettings, ...analysisOptionGroups()];
}

/** Options of a run on how its own input was read, where its results went, or what was wanted of it. */
const ofTheRun = [
  ...["counts", "positions", "bin", "genome", "table", "modality", "orientation", "strict", "overlap", "subset"],
  ...["geneNames", "threads", "memory", "replace", "engine", "saveModel", "report", "want"],
];

/**
 * The settings of a run for analyses of its result. Analyses have those of the run but for files, which may lie elsewhere
 * now: they are named anew.
 *
 * @param has whether the result has an entry, such as `layers/counts`: where counts and positions of the run lay may be gone.
 */
export function settingsOf(
  { options, samples }: RunRecord,
  has: (path: string) => boolean,
): Readonly<Record<string, unknown>> {
  const withFiles = allAnalyses().flatMap((analysis) =>
    analysis.inputs === undefined ? [] : Object.keys(analysis.options?.table ?? {}),
  );
  const left = new Set([...ofTheRun, ...withFiles, "enrichr", "enrichrUrl", "order"]);
  const known = allOptions();
  const { method } = options;
  const own = Object.entries(options).flatMap(([option, value]): [string, unknown][] => {
    if (left.has(option)) return [];
    if (option in known) return [[option, value]];
    if (option !== method || typeof value !== "object" || value === null) return [];
    return Object.entries(value).map(([name, each]) => [`${option}.${name}`, each]);
  });
  const kept = (option: "counts" | "positions") => {
    const value = options[option];
    return typeof value === "string" && value.split(",").every(has) ? { [option]: value } : {};
  };
  return {
    ...Object.fromEntries(own),
    ...(samples ? { sampleKey: samples.column } : {}),
    ...kept("counts"),
    ...kept("positions"),
  };
}
