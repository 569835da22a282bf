import type { Dataset } from "../data/dataset.ts";
import { exactMoments } from "../math/exact/exactColumns.ts";
import { variableGenes } from "../preprocess/variableGenes.ts";
import type { Config } from "../run/options/config.ts";
import { transformed } from "../run/steps/transformed.ts";
import type { GenePlan, SampleRanks } from "./records.ts";
import { batchesOf, batchOf, ownCells, sampleCells } from "./sampleCells.ts";

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
  const { cells, counts, totals } = ownCells(dataset, sampleCells(dataset, plan, config));
  const ranked = plan.measured.length > config.genes ? variableGenes(counts, { top: config.genes }) : undefined;
  const expression = await transformed(counts, { normalize: plan.normalize, totals, ...withCofactor(plan) });
  const labels = batchesOf(dataset, cells, { ...batchOf(plan, sample), key: config.batchKey });
  const names = [...new Set(labels)].sort();
  return {
    sample,
    cells: cells.length,
    variable: ranked && { ranks: ranked.ranks, normalized: ranked.normalized },
    batches: names.map((name) => ({ batch: name, moments: exactMoments(expression, (i) => labels[i] === name) })),
  };
}

/** The cofactor, where there is one. */
export function withCofactor({ cofactor }: Pick<GenePlan, "cofactor">): { readonly cofactor?: number } {
  return cofactor === undefined ? {} : { cofactor };
}
