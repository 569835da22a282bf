import { palette } from "../figure/color/palette.ts";
import type { Artifacts, Context } from "../run/artifacts.ts";
import { requiredAnew, type Step } from "../run/step.ts";
import { makeModel } from "../run/steps/model.ts";
import { coreSteps } from "../run/steps.ts";
import type { TransferModel } from "../run/transferModel.ts";
import type { JoinedSketches } from "./joinSketches.ts";
import type { CohortPlan } from "./records.ts";
import { sectionOf, sectionsOf } from "./tiles/mergeTiles.ts";

type FitStep<Out extends keyof Artifacts> = Step<Artifacts[Out], Artifacts>;

/**
 * The steps of a run, with those that read samples replaced by what the sketches hold. Genes are corrected and scaled by the
 * moments of all cells, which the plan holds.
 */
export function fitSteps(joined: JoinedSketches, plan: CohortPlan) {
  const cells = joined.selection.cells.length;
  return {
    ...coreSteps,
    selection: {
      does: () => `Joining the sketches: ${cells} cells`,
      needs: () => [],
      policy: requiredAnew,
      run: () => joined.selection,
    } satisfies FitStep<"selection">,
    correction: {
      does: () => "Taking batch effects from the plan",
      needs: () => [],
      policy: requiredAnew,
      run: () => joined.correction,
    } satisfies FitStep<"correction">,
    graph: {
      does: () => "Joining the spatial graphs of the sketches",
      needs: () => [],
      policy: requiredAnew,
      run: () => joined.graph,
    } satisfies FitStep<"graph">,
    model: {
      ...coreSteps.model,
      async run(made: Parameters<typeof makeModel>[0], context: Context) {
        return ofCohort(await makeModel(made, context), plan, made);
      },
    } satisfies FitStep<"model">,
  };
}

/** Cells of the cohort that each cell of a sketch stands for; codes are those of sections. */
function weightsOf({ analysed, samples }: CohortPlan, codes: Int32Array): Float64Array {
  const names = [...sectionsOf({ samples })];
  const [all, sizes] = [new Float64Array(names.length), new Float64Array(names.length)];
  samples.forEach((sample, s) => {
    all[names.indexOf(sectionOf(sample))] += analysed[s];
  });
  for (const code of codes) sizes[code]++;
  return Float64Array.from(codes, (code) => all[code] / sizes[code]);
}

/** The model with the measured genes of the plan, and its domains weighted and numbered by the cells that the sketch stands for. */
function ofCohort(
  model: TransferModel,
  plan: CohortPlan,
  { domains, selection }: Pick<Artifacts, "domains" | "selection">,
): TransferModel {
  const { classifier, names } = model.domains;
  const weights = selection.samples ? weightsOf(plan, selection.samples.codes) : undefined;
  const [sizes, rawSizes] = [new Float64Array(names.length), new Float64Array(names.length)];
  for (let i = 0; i < domains.raw.length; i++) {
    const weight = weights?.[i] ?? 1;
    sizes[domains.refined[i]] += weight;
    rawSizes[domains.raw[i]] += weight;
  }
  const all = rawSizes.reduce((sum, size) => sum + size, 0);
  const order = Array.from(names.keys()).sort((k, l) => sizes[l] - sizes[k] || k - l);
  const { rows, columns, values } = classifier.means;
  const means = new Float64Array(values.length);
  order.forEach((k, place) => {
    means.set(values.subarray(k * columns, (k + 1) * columns), place * columns);
  });
  return {
    ...model,
    measured: plan.measured,
    domains: {
      ...model.domains,
      classifier: {
        ...classifier,
        means: { rows, columns, values: means },
        weights: Float64Array.from(order, (k) => rawSizes[k] / all),
      },
    },
    training: { ...model.training, cells: plan.analysed.reduce((sum, n) => sum + n, 0) },
  };
}

/** Colours of the domains of a cohort: the same in every sample. */
export const cohortColors = (domains: number): readonly string[] => palette(domains);
