import { z } from "zod";
import { annotationOptions } from "../../analyses/annotation/options.ts";
import { hintOptions } from "../../analyses/hints/options.ts";
import { analysisOptionGroups } from "../../analyses/options.ts";
import { real } from "../../core/options/kinds.ts";
import { defineOptions, metaOf, type Options, option } from "../../core/options/option.ts";
import { dataOptions } from "../../run/options/data.ts";
import { executionOptions } from "../../run/options/execution.ts";
import { figureOptions } from "../../run/options/figures.ts";
import { coreOptions } from "../../run/options/options.ts";
import { sampleOptions } from "../../run/options/samples.ts";
import { controlOptions } from "./control.ts";

const { counts, positions, subset, minCounts, bin, genome, table, modality, orientation, geneNames, strict, unitUm } =
  dataOptions.table;
const { engine, threads, memory, replace } = executionOptions.table;

/** What only `cellscape apply` takes, and how it goes; a stricter default for shared genes than that of a run. */
export const applyOptions = defineOptions("Options", {
  ...controlOptions.table,
  overlap: option(real(0, 1).default(0.8), { ...metaOf(sampleOptions.table.overlap), basic: true }),
  noAlign: option(z.boolean().default(false), {
    basic: true,
    description: "leave expression as it is instead of aligning it to the mean and SD of the training data",
  }),
});

/** Settings of a run that mean the same when its model is applied; the model decides the others. */
const applySettings = defineOptions("Data and execution", {
  ...{ counts, positions, subset, minCounts, bin, genome, table, modality, orientation, geneNames, strict, unitUm },
  ...{ sampleKey: sampleOptions.table.sampleKey, engine, threads, memory, replace },
  ...figureOptions.table,
});

/** Options of a run that follow from the model. */
export function derivedFromModel(): readonly string[] {
  const own = new Set(applyOptionGroups().flatMap(({ table }) => Object.keys(table)));
  return Object.keys(coreOptions).filter((name) => !own.has(name));
}

/** Every option of `cellscape apply` under the heading of its owner. */
export function applyOptionGroups(): readonly Options[] {
  const labels = new Set<Options>([hintOptions, annotationOptions]);
  return [applyOptions, applySettings, ...analysisOptionGroups().filter((group) => !labels.has(group))];
}
