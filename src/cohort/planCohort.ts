import { CellScapeError } from "../core/errors.ts";
import type { BatchMaps } from "../data/batchCorrection.ts";
import { mergeColumns, momentsOfSums } from "../math/exact/exactColumns.ts";
import { batchesOnly } from "../preprocess/batchDesign.ts";
import { batchEffects } from "../preprocess/combat.ts";
import { combineRanks } from "../preprocess/sampleVariableGenes.ts";
import type { Config } from "../run/options/config.ts";
import { scaleOf } from "../run/options/settings.ts";
import { partsOfPlan } from "./inOrder.ts";
import { patchCells, patchShares } from "./patchShares.ts";
import type { CohortPlan, GenePlan, SampleRanks } from "./records.ts";
import { sectionOf } from "./tiles/mergeTiles.ts";

/**
 * Genes, batch effects, scaling and the parts of the sketch, from moments and ranks of all samples.
 *
 * @param genePlan digest of the plan of genes.
 * @throws bad-option when samples are missing or of another plan; bad-data for a batch of one cell.
 */
export function planCohort(
  plan: GenePlan,
  genePlan: string,
  given: readonly SampleRanks[],
  config: Pick<Config, "genes" | "correct" | "scale">,
  sketchCells: number,
): { readonly plan: CohortPlan; readonly notes: readonly string[] } {
  const ranks = partsOfPlan(given, plan.samples, genePlan);
  const variable = ranks.flatMap((each) => (each.variable ? [each.variable] : []));
  const chosen =
    variable.length > 0 ? combineRanks(variable, config.genes).selected : Uint32Array.from(plan.measured.keys());
  const batches = batchMoments(ranks, chosen);
  const correct = config.correct === "none" || batches.names.length < 2 ? "none" : "combat";
  if (config.correct === "combat" && correct === "none") {
    throw new CellScapeError(
      "bad-option",
      `--correct combat: expected several batches, got ${batches.names.join()} alone`,
    );
  }
  const maps = correct === "combat" ? corrected(batches) : uncorrected(batches);
  const analysed = ranks.map(({ cells }) => cells);
  const patches = patchShares(analysed, sketchCells, sectionSizes(plan.samples, analysed));
  const scale = scaleOf(config, chosen.length);
  const cells = analysed.reduce((sum, n) => sum + n, 0);
  const ranked = plan.samples.some(({ section }) => section !== undefined) ? "sample and tile" : "sample";
  const notes = [
    variable.length > 0
      ? `${chosen.length} most variable of ${plan.measured.length} genes are used (seurat_v3, ranked in each ${ranked})`
      : `all ${chosen.length} genes are used`,
    correct === "combat" ? `ComBat batch correction across ${maps.batches.length} batches` : "no batch correction",
    patches.every((count) => count === undefined)
      ? `the sketch holds all ${cells} cells`
      : `the sketch holds about ${sketchedCells(patches, analysed)} of ${cells} cells and those around them, in patches of all samples`,
  ];
  const genes = Array.from(chosen, (u) => plan.measured[u]);
  return { plan: { ...plan, genePlan, genes, analysed, maps, correct, scale, patches }, notes };
}

/** Cells in the patches of a sketch, about. */
function sketchedCells(patches: CohortPlan["patches"], analysed: readonly number[]): number {
  return patches.reduce<number>((sum, count, s) => sum + Math.min(analysed[s], (count ?? Infinity) * patchCells), 0);
}

/** [samples] analysed cells of the section of each. */
function sectionSizes(samples: GenePlan["samples"], analysed: readonly number[]): readonly number[] {
  const sizes = new Map<string, number>();
  samples.forEach((sample, s) => {
    sizes.set(sectionOf(sample), (sizes.get(sectionOf(sample)) ?? 0) + analysed[s]);
  });
  return samples.map((sample) => sizes.get(sectionOf(sample)) ?? 0);
}

interface Batches {
  readonly names: readonly string[];
  /** [batches] cells. */
  readonly sizes: Float64Array;
  /** [batches, p] */
  readonly means: Float64Array;
  readonly squares: Float64Array;
  /** The same of all cells together. */
  readonly whole: { readonly means: Float64Array; readonly variances: Float64Array };
}

/** Moments of the chosen genes in each batch; sums over samples are exact, so that no order matters. */
function batchMoments(ranks: readonly SampleRanks[], chosen: Uint32Array): Batches {
  const all = ranks.flatMap(({ batches }) => batches);
  const names = [...new Set(all.map(({ batch }) => batch))].sort();
  const p = chosen.length;
  const sizes = new Float64Array(names.length);
  const means = new Float64Array(names.length * p);
  const squares = new Float64Array(names.length * p);
  const merged = (parts: typeof all) => ({
    sums: mergeColumns(parts.map(({ moments }) => moments.sums)),
    squares: mergeColumns(parts.map(({ moments }) => moments.squares)),
  });
  names.forEach((name, b) => {
    const sums = merged(all.filter(({ batch }) => batch === name));
    const own = momentsOfSums(sums);
    sizes[b] = sums.sums.rows;
    chosen.forEach((u, v) => {
      means[b * p + v] = own.means[u];
      squares[b * p + v] = own.squares[u];
    });
  });
  const sums = merged(all);
  const own = momentsOfSums(sums);
  const whole = {
    means: Float64Array.from(chosen, (u) => own.means[u]),
    variances: Float64Array.from(chosen, (u) => own.squares[u] / (sums.sums.rows - 1)),
  };
  return { names, sizes, means, squares, whole };
}

/** @throws bad-data for a batch of one cell. */
function corrected({ names, sizes, means, squares }: Batches): BatchMaps {
  const lone = sizes.findIndex((size) => size < 2);
  if (lone >= 0) {
    throw new CellScapeError(
      "bad-data",
      `combat: expected at least 2 cells in each batch, got ${sizes[lone]} in "${names[lone]}"; join it with others (--batch-key)`,
    );
  }
  const p = means.length / names.length;
  return batchEffects(batchesOnly(names, sizes), { means, squares, products: new Float64Array(0) }, p);
}

/** Every batch as it is. */
function uncorrected({ names, means, whole }: Batches): BatchMaps {
  return {
    batches: names,
    genes: means.length / names.length,
    scales: new Float64Array(means.length).fill(1),
    shifts: new Float64Array(means.length),
    covariateCount: 0,
    slopes: new Float64Array(0),
    ...whole,
  };
}
