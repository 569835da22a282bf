import type { Dataset } from "../data/dataset.ts";
import { type ExactMoments, exactMoments, pickColumns } from "../math/exact/exactColumns.ts";
import { variableGenes } from "../preprocess/variableGenes.ts";
import type { Config } from "../run/options/config.ts";
import { measuredExpression } from "./measuredExpression.ts";
import type { GenePlan, SampleRanks, SampleStats } from "./records.ts";
import { batchesOf, batchOf } from "./sampleCells.ts";

/**
 * The ranks of the measured genes by variability in one sample, where genes are chosen by them, and exact moments of
 * the expression of its cells.
 *
 * @throws as `sampleCells` and `variableGenes`.
 */
export async function rankSample(
  dataset: Dataset,
  sample: string,
  plan: GenePlan,
  config: Pick<Config, "subset" | "minCounts" | "batchKey" | "genes">,
): Promise<Omit<SampleRanks, "plan">> {
  const { cells, counts, expression } = await measuredExpression(dataset, plan, config);
  const ranked = plan.measured.length > config.genes ? variableGenes(counts, { top: config.genes }) : undefined;
  const labels = batchesOf(dataset, cells, { ...batchOf(plan, sample), key: config.batchKey });
  const names = [...new Set(labels)].sort();
  return {
    sample,
    cells: cells.length,
    variable: ranked && { ranks: ranked.ranks, normalized: ranked.normalized },
    batches: names.map((name) => ({ batch: name, moments: exactMoments(expression, (i) => labels[i] === name) })),
  };
}

/**
 * The same from what `prepare` found, where that is enough: genes are not chosen by ranks, the sample is one batch, and the genes
 * that are not measured were seen in none of its cells.
 */
export function ranksOfStats(
  stats: SampleStats,
  plan: GenePlan,
  config: Pick<Config, "batchKey" | "genes">,
): Omit<SampleRanks, "plan"> | undefined {
  const { sample, genes, detections, moments, used } = stats;
  const { batch, sample: section } = batchOf(plan, sample);
  if (!moments || plan.measured.length > config.genes) return undefined;
  if (config.batchKey !== undefined && batch === undefined) return undefined;
  const placeOf = new Map(genes.map((gene, u) => [gene, u]));
  const places = plan.measured.map((gene) => placeOf.get(gene) ?? -1);
  const measured = new Set(places);
  if (measured.has(-1) || detections.some((seen, u) => seen > 0 && !measured.has(u))) return undefined;
  const picked = ({ sums, squares }: ExactMoments) => ({
    sums: pickColumns(sums, places),
    squares: pickColumns(squares, places),
  });
  return { sample, cells: used, variable: undefined, batches: [{ batch: batch ?? section, moments: picked(moments) }] };
}
