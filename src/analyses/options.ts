import { z } from "zod";
import { listed } from "../core/options/kinds.ts";
import { defineOptions, type Options, option } from "../core/options/option.ts";
import { type AnalysisOptions, allAnalyses } from "./registry.ts";
import type { WantOptions } from "./want.ts";

/** Settings of all analyses. */
export type AnalysisConfig = AnalysisOptions & WantOptions;

/** The options that choose analyses, and those of each analysis, in the order of the help. */
export function analysisOptionGroups(): readonly Options[] {
  const analyses = allAnalyses();
  const names = analyses.flatMap(({ name, listed: isListed = true }) => (isListed ? [name] : []));
  const choice = defineOptions("Analyses", {
    report: option(z.boolean().default(false), {
      basic: true,
      description: "write report.html, of all analyses or those wanted",
    }),
    want: option(z.preprocess(listed, z.array(z.enum([...names, "all"]))).optional(), {
      flag: "list",
      basic: true,
      description: `analyses to run, separated by commas: ${names.join(", ")}, or all`,
      otherwise: "none; all with --report",
    }),
  });
  return [choice, ...analyses.flatMap(({ options }) => (options ? [options] : []))];
}
