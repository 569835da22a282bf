import { z } from "zod";
import { name, real } from "../../core/options/kinds.ts";
import { defineOptions, option } from "../../core/options/option.ts";
import { outputOptions } from "./output.ts";

/** Ways to show progress: a live bar, plain lines, JSON for programs, nothing; auto: a bar on a terminal, else lines. */
export const progressModes = ["auto", "bar", "plain", "json", "none"] as const;
export type ProgressMode = (typeof progressModes)[number];

/** How a run goes, apart from its settings: they decide no result. */
export const controlOptions = defineOptions("Run", {
  out: outputOptions.table.out,
  samples: option(name().optional(), {
    flag: "sheet",
    basic: true,
    description: "CSV of the samples, one per line: path, sample, and its attributes (condition, age, ...)",
  }),
  resume: option(z.boolean().default(false), {
    basic: true,
    description: "continue an interrupted run; same settings, same folder",
  }),
  checkpoints: option(name().optional(), {
    flag: "folder",
    description: "folder for checkpoints, where a workflow engine starts each attempt in another --out",
    otherwise: "that of --out",
  }),
  checkpointEvery: option(real(0).default(30), {
    flag: "s",
    description: "seconds between checkpoints",
  }),
  noTimings: option(z.boolean().default(false), {
    description: "omit timings from result.h5ad, so that the same run gives the same file",
  }),
  progress: option(z.enum(progressModes).default("auto"), {
    flag: "how",
    description:
      "progress display: bar, plain, json (one object per line), none, or auto (bar on a terminal, else plain)",
  }),
});
