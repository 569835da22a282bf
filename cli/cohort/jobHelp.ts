import type { z } from "zod";
import { defineOptions, metaOf, type Options, option } from "../../src/core/options/option.ts";
import { sampleOptions } from "../../src/run/options/samples.ts";
import { type CohortJob, cohortOptions, ownerOf } from "../../src/session/options/cohort.ts";
import { runOptions } from "../../src/session/options/run.ts";
import { progressNotes } from "../progress/json.ts";
import type { CommandHelp } from "../spec.ts";

/** What one job is for, what it is given, and how it is called. */
interface JobWords {
  readonly summary: string;
  /** What the files after its name are; none where it takes no files. */
  readonly files?: string;
  /** Options of the cohort that it reads, beside where it writes and how it shows progress. */
  readonly control: readonly (keyof typeof controls)[];
  readonly examples: readonly string[];
}

const controls = { ...cohortOptions.table, sampleKey: sampleOptions.table.sampleKey };
const oneSample = "samples, each a file or folder, or a sheet of them with --samples";
const someSamples = ["samples", "sample", "only"] as const;
const sessions = ["checkpoints", "checkpointEvery", "resume"] as const;

const words: Readonly<Record<CohortJob, JobWords>> = {
  run: {
    summary:
      "Run every job of a cohort on this machine, in processes of their own, and join what was cut into tiles. --resume goes on where it was interrupted.",
    files: "samples, or one file of several with --sample-key, or a sheet of them with --samples",
    control: ["samples", "sampleKey", "resume", "jobs", "sketchCells", "tileCells"],
    examples: [
      "cellscape cohort run --samples sheet.csv --domains 7 --out cohort",
      "cellscape cohort run all.h5ad --sample-key sample --domains 7 --out cohort",
    ],
  },
  split: {
    summary: "Write the samples of one file to files of their own, large samples in tiles, and a sheet of them.",
    files: "one file of several samples with --sample-key, or samples of which the large ones are cut into tiles",
    control: ["sampleKey", "samples", "sample", "only", "tileCells"],
    examples: [
      "cellscape cohort split all.h5ad --sample-key sample --out samples",
      "cellscape cohort split large.h5ad --tile-cells 500000 --out samples",
    ],
  },
  prepare: {
    summary: "Count the cells of each gene of a sample: NAME.stats.",
    files: oneSample,
    control: someSamples,
    examples: ["cellscape cohort prepare a.h5ad --sample a --out work"],
  },
  merge: {
    summary: "Merge the statistics of all samples: the plan of genes, which also records the settings of the cohort.",
    files: "NAME.stats of all samples",
    control: ["samples"],
    examples: ["cellscape cohort merge work/*.stats --domains 7 --out work/genes.plan"],
  },
  rank: {
    summary: "Rank the genes of a sample and sum their expression: NAME.ranks.",
    files: oneSample,
    control: [...someSamples, "plan"],
    examples: ["cellscape cohort rank a.h5ad --sample a --plan work/genes.plan --stats work --out work"],
  },
  plan: {
    summary: "Choose genes, fit batch effects, share out the sketch: the plan of the cohort.",
    files: "NAME.ranks of all samples",
    control: ["plan", "sketchCells", "json"],
    examples: ["cellscape cohort plan work/*.ranks --plan work/genes.plan --out work/cohort.plan"],
  },
  sketch: {
    summary: "Take the part of a sample that the model is fitted to: NAME.sketch.",
    files: oneSample,
    control: [...someSamples, "plan"],
    examples: ["cellscape cohort sketch a.h5ad --sample a --plan work/cohort.plan --out work"],
  },
  fit: {
    summary: "Fit the model and its domains to the sketches of all samples: model.cellscape and fit.json.",
    files: "NAME.sketch of all samples",
    control: ["plan", ...sessions],
    examples: ["cellscape cohort fit work/*.sketch --plan work/cohort.plan --out fit"],
  },
  apply: {
    summary: "Find the domains of the model in a sample: a folder of results as those of a run, and NAME.counts.",
    files: oneSample,
    control: [...someSamples, "plan", "model", ...sessions],
    examples: [
      "cellscape cohort apply a.h5ad --sample a --plan work/cohort.plan --model fit/model.cellscape --out results",
    ],
  },
  join: {
    summary: "Join the results of the tiles of a section into one result of the section.",
    files: "result.h5ad of all tiles of a section",
    control: ["section"],
    examples: ["cellscape cohort join results/large.tile*/result.h5ad --section large.h5ad --out results/large"],
  },
  gather: {
    summary: "Gather the counts of all samples: tables, comparisons and report of the cohort.",
    files: "NAME.counts of all samples",
    control: ["plan", "fit", "samples", "results"],
    examples: ["cellscape cohort gather results/*.counts --plan work/cohort.plan --fit fit/fit.json --out cohort"],
  },
};

/** Command lines of all jobs. */
export const jobExamples: readonly string[] = [
  ...words.run.examples,
  ...Object.entries(words).flatMap(([job, { examples }]) => (job === "run" ? [] : [examples[0]])),
];

/** A job as a command of its own, for its help. */
export function jobHelp(job: CohortJob): CommandHelp {
  const { summary, files, control, examples } = words[job];
  return {
    ...{ name: `cohort ${job}`, summary, arguments: files ? [["[file...]", files]] : [] },
    ...{ options: [controlOf(control), ...settingsOf(job)], examples, notes: progressNotes },
  };
}

/** Options of the cohort, all of which its jobs cannot do without. */
function controlOf(names: JobWords["control"]): Options {
  const own = [...names, "out" as const, "progress" as const].map((name) => {
    const schema: z.ZodType = controls[name];
    return [name, option(schema, { ...metaOf(schema), basic: name !== "progress" })] as const;
  });
  return defineOptions(cohortOptions.heading, Object.fromEntries(own));
}

/** Settings of a run that a job takes; `cohort run` hands each to its job. */
function settingsOf(job: CohortJob): readonly Options[] {
  const takes = (setting: string) => {
    const owners = ownerOf(setting);
    return job === "run" ? owners.length > 0 : owners.includes(job);
  };
  const groups = runOptions().map(({ heading, table }) =>
    defineOptions(
      heading,
      Object.fromEntries(Object.entries(table).filter(([name]) => !(name in controls) && takes(name))),
    ),
  );
  return groups.filter(({ table }) => Object.keys(table).length > 0);
}
