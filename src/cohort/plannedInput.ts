import type { BatchMaps } from "../data/batchCorrection.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Sparse } from "../data/sparse.ts";
import type { Features } from "../run/artifacts.ts";
import { inputOf } from "../run/transfer/alignedInput.ts";
import type { TransferModel } from "../run/transferModel.ts";
import { placesOf } from "./places.ts";
import type { CohortPlan } from "./records.ts";
import { batchesOf, batchOf } from "./sampleCells.ts";

/**
 * The model's input of a sample of the plan: its genes corrected and scaled as those of the sketch, by moments of all cells,
 * so that nothing is aligned again.
 *
 * @param expression [n, genes of the model] natural-log expression of `cells`.
 */
export function plannedInput(
  model: Pick<TransferModel, "scaling" | "components">,
  plan: CohortPlan,
  {
    dataset,
    cells,
    expression,
  }: { readonly dataset: Dataset; readonly cells: Uint32Array; readonly expression: Sparse },
  { sample, batchKey }: { readonly sample: string; readonly batchKey: string | undefined },
): Features {
  const labels = batchesOf(dataset, cells, { ...batchOf(plan, sample), key: batchKey });
  const maps = mapsOf(plan.maps, [...new Set(labels)].sort());
  const codes = new Map(maps.batches.map((name, b) => [name, b]));
  const correction = {
    ...maps,
    batchOfCell: Int32Array.from(labels, (label) => codes.get(label) ?? -1),
    covariates: new Float64Array(0),
  };
  const scaled = { expression, correction, ...model.scaling };
  return { input: inputOf(model, scaled), scale: plan.scale, loadings: model.components.loadings, scaled };
}

/** The maps of some batches of a plan, all of them known. */
function mapsOf(maps: BatchMaps, batches: readonly string[]): BatchMaps {
  const { genes: p } = maps;
  const rows = placesOf(batches, maps.batches);
  const picked = (values: Float64Array) => {
    const own = new Float64Array(rows.length * p);
    rows.forEach((row, b) => {
      own.set(values.subarray(row * p, (row + 1) * p), b * p);
    });
    return own;
  };
  return { ...maps, batches, scales: picked(maps.scales), shifts: picked(maps.shifts) };
}

/**
 * Whether a model was fitted to a plan: its genes, their reference and their scaling are those that the plan holds.
 */
export function isOfPlan({ genes, measured, reference }: TransferModel, plan: CohortPlan): boolean {
  const same = (a: ArrayLike<unknown>, b: ArrayLike<unknown>) =>
    a.length === b.length && Array.from(a).every((value, at) => Object.is(value, b[at]));
  return same(genes, plan.genes) && same(measured, plan.measured) && same(reference.mean, plan.maps.means);
}
