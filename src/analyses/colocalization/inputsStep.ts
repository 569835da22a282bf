import { CellScapeError } from "../../core/errors.ts";
import type { Artifacts, StepContext } from "../../run/artifacts.ts";
import { requiredAnew, type Step } from "../../run/step.ts";
import { type GeneNameInput, geneNamesFor } from "../allGenes/geneSymbols.ts";
import { placeTarget } from "./colocalizationTarget.ts";
import { colocalizedColumn } from "./colocalizedColumn.ts";
import type { ColocalizationInputs, ColocalizedColumn } from "./made.ts";
import type { ColocalizationOptions } from "./options.ts";
import type { TargetInput } from "./readTarget.ts";

/**
 * Look up what `--colocalize` names and place the points or the mask, so that what cannot be is known before the long
 * work.
 *
 * @throws bad-option for a gene or column that is not there, or a mask of several samples; bad-file, bad-data for points
 * without a known sample, and for scores that some cells lack.
 */
export async function makeColocalizationInputs(
  { dataset, selection }: Pick<Artifacts, "dataset" | "selection">,
  { config, inputs }: StepContext<ColocalizationOptions, TargetInput & GeneNameInput>,
): Promise<ColocalizationInputs> {
  const { target: given } = inputs ?? {};
  if (!given) throw new Error("internal: colocalization needs points or a mask");
  // Numbered as in the dataset: a subset may lie in some of its samples, and the points of the others are not its.
  const all = dataset.samples && dataset.samples.names.length > 1 ? dataset.samples : undefined;
  const samples = all && Int32Array.from(selection.cells, (cell) => all.codes[cell]);
  const place = placeTarget(given, all?.names);
  const tested = selection.cells.filter((_, i) => place.has(samples?.[i] ?? 0));
  if (tested.length === 0) {
    const has = [...new Set(samples ?? [])].map((sample) => all?.names[sample]).join(", ");
    throw new CellScapeError("bad-data", `${given.file}: expected ${given.kind} in the sample ${has}, got none`);
  }
  const geneNames = await geneNamesFor(dataset, inputs?.geneNames);
  const look = { genes: selection.variable?.genes ?? selection.genes, geneNames, flag: "--colocalize" };
  const columns = distinct((config.colocalize ?? []).map((of) => colocalizedColumn(dataset, of, look)));
  for (const column of columns) expectNumbers(dataset.name, column, tested);
  return { place, samples, columns };
}

/** A gene may be requested twice, or by its name and its symbol. */
function distinct(columns: readonly ColocalizedColumn[]): ColocalizedColumn[] {
  const seen = new Set<number | string>();
  return columns.filter((column) => {
    const key = column.kind === "gene" ? column.gene : column.name;
    return !seen.has(key) && seen.add(key);
  });
}

function expectNumbers(dataset: string, column: ColocalizedColumn, cells: Uint32Array): void {
  if (column.kind !== "obs") return;
  const missing = cells.filter((cell) => Number.isNaN(column.values[cell])).length;
  if (missing === 0) return;
  const what = `expected a number for each cell in obs/${column.name} of ${dataset}`;
  const way = "fill them in, or leave these cells out with --subset";
  throw new CellScapeError("bad-data", `--colocalize: ${what}, got none for ${missing} of ${cells.length}; ${way}`);
}

export const colocalizationInputsStep: Step<
  ColocalizationInputs,
  Pick<Artifacts, "dataset" | "selection">,
  ColocalizationOptions,
  TargetInput & GeneNameInput
> = {
  does: ({ colocalize = [] }) => `Looking up ${colocalize.join(", ")}`,
  needs: () => ["dataset", "selection"],
  policy: requiredAnew,
  run: makeColocalizationInputs,
};
