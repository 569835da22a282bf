import type { z } from "zod";
import { analysisOptionGroups } from "../../analyses/options.ts";
import { CellScapeError } from "../../core/errors.ts";
import { name, names, whole } from "../../core/options/kinds.ts";
import { defineOptions, metaOf, type Options, type OptionTable, option } from "../../core/options/option.ts";
import { flagOf } from "../../core/options/parse.ts";
import { dataOptions } from "../../run/options/data.ts";
import { executionOptions } from "../../run/options/execution.ts";
import { figureOptions } from "../../run/options/figures.ts";
import { controlOptions } from "./control.ts";
import { outputOptions } from "./output.ts";
import { allOptions, runOptions } from "./run.ts";

/** Jobs of a cohort, in their order. */
export const cohortJobs = [
  "run",
  "split",
  "prepare",
  "merge",
  "rank",
  "plan",
  "sketch",
  "fit",
  "apply",
  "join",
  "gather",
] as const;
export type CohortJob = (typeof cohortJobs)[number];

/** What only `cellscape cohort` takes, and how its jobs go. */
export const cohortOptions = defineOptions("Cohort", {
  ...controlOptions.table,
  json: outputOptions.table.json,
  sample: option(name().optional(), {
    flag: "name",
    basic: true,
    description: "name of the sample, where a job works on one (prepare, rank, sketch, apply)",
    otherwise: "that of the file",
  }),
  only: option(names().optional(), {
    flag: "list",
    description: "samples of the sheet that a job works on, separated by commas",
    otherwise: "all",
  }),
  plan: option(name().optional(), {
    flag: "file",
    basic: true,
    description: "what cohort merge wrote (rank, plan) or cohort plan wrote (sketch, fit, apply, gather)",
  }),
  stats: option(name().optional(), {
    flag: "folder",
    description:
      "folder that cohort prepare wrote to: samples of which all genes are used, as of panels, are not read again (rank)",
    otherwise: "all samples are read",
  }),
  model: option(name().optional(), {
    flag: "file",
    basic: true,
    description:
      "saved model for label transfer without training: written by cohort fit, or by cellscape run LABELLED --hints-column LABEL --save-model",
  }),
  fit: option(name().optional(), {
    flag: "file",
    basic: true,
    description: "fit.json of cohort fit (gather)",
  }),
  results: option(name().optional(), {
    flag: "folder",
    description: "folder of cohort apply, relative to --out, whose reports the page links to (gather)",
    otherwise: "no links",
  }),
  jobs: option(whole(1, 256).optional(), {
    flag: "N",
    description: "processes at once; their times are comparable only if there are cores to spare",
    otherwise: "as many as cores and memory allow",
  }),
  tileCells: option(whole(3).default(1_000_000), {
    flag: "N",
    description: "cells of a section above which it is cut into tiles (split, run)",
  }),
  section: option(name().optional(), {
    flag: "file",
    description: "the section whose tiles are joined, as it was given to split (join)",
  }),
  sketchCells: option(whole(512).default(65_536), {
    flag: "N",
    description:
      "cells that the model is fitted to, about: patches of all samples where there are more, one per sample at least (plan)",
  }),
});

const { counts, positions, subset, minCounts, bin, genome, table, modality, orientation, strict, unitUm } =
  dataOptions.table;
const { normalize, cofactor, geneNames } = dataOptions.table;
const { threads, memory, replace } = executionOptions.table;

/** How samples are read and which of their cells are analysed: recorded by `prepare`. */
const reading = {
  ...{ counts, positions, subset, minCounts, bin, genome, table, modality, orientation, strict },
  ...{ normalize, cofactor },
};
/** How a process goes; decides no result. */
const execution = { threads, memory };
/** What is written of each sample. */
const results = () => ({
  ...{ geneNames, unitUm, replace },
  ...figureOptions.table,
  ...Object.assign({}, ...analysisOptionGroups().map(({ table: own }) => own)),
});
/** Settings of a run that have no meaning in a cohort, or that its jobs set. */
const none = [
  ...["saveModel", "sampleKey", "key", "covariates", "inputs", "alignSamples"],
  ...["hints", "hintsColumn", "labelNext", "label", "references"],
];

/** The jobs that take a setting of a run. */
export function ownerOf(setting: string): readonly CohortJob[] {
  if (none.includes(setting)) return [];
  if (setting in execution) return ["fit", "apply"];
  if (setting === "positions") return ["split", "prepare", "rank", "sketch", "apply", "join"];
  if (setting in reading) return ["split", "prepare", "join"];
  if (setting in results()) return compares.has(setting) ? ["gather"] : ["apply"];
  return ["merge"];
}

/**
 * The settings of each job.
 *
 * @throws bad-option for one that has no meaning in a cohort.
 */
export function ownersAmong(
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, Record<string, unknown>>> {
  const byJob: Record<string, Record<string, unknown>> = {};
  for (const [setting, value] of Object.entries(given)) {
    // Threads and memory are shared out among processes.
    if (value === undefined || setting in execution) continue;
    const owners = ownerOf(setting);
    if (owners.length === 0) {
      throw new CellScapeError("bad-option", `cohort: expected no --${flagOf(setting)}; it has no meaning in a cohort`);
    }
    for (const job of owners) byJob[job] = { ...byJob[job], [setting]: value };
  }
  return byJob;
}

/** Settings that name a file of this machine. */
export function isFileSetting(setting: string, value: unknown): boolean {
  if (setting === "positions") return !/^obsm?\//.test(String(value));
  const all: OptionTable = allOptions();
  return setting in all && metaOf(all[setting]).flag === "file";
}

/** Settings of comparisons of samples, which `gather` makes. */
const compares: ReadonlySet<string> = new Set(["compare", "adjust"]);

/** Every option of `cellscape cohort` under the heading of its owner: its own, and those of runs. */
export function cohortOptionGroups(): readonly Options[] {
  const own = new Set(Object.keys(cohortOptions.table));
  const dropped = new Set(none.filter((each) => each !== "sampleKey"));
  const others = runOptions().map(({ heading, table: each }) =>
    defineOptions(
      heading,
      Object.fromEntries(
        Object.entries(each)
          .filter(([option]) => !own.has(option) && !dropped.has(option))
          .map(([option, schema]) => [option, later(schema)]),
      ),
    ),
  );
  return [cohortOptions, ...others];
}

/** The short help shows what jobs of a cohort need beyond a run. */
const later = (schema: z.ZodType) => option(schema, { ...metaOf(schema), basic: false });
