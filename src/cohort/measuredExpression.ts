import type { Dataset } from "../data/dataset.ts";
import type { Sparse } from "../data/sparse.ts";
import type { Config } from "../run/options/config.ts";
import { transformed } from "../run/steps/transformed.ts";
import type { GenePlan } from "./records.ts";
import { ownCells, type SampleCells, sampleCells } from "./sampleCells.ts";

/** The analysed cells of a sample, and what their counts are transformed to. */
export interface MeasuredExpression extends Pick<SampleCells, "cells" | "counts"> {
  /** [n, measured] */
  readonly expression: Sparse;
}

/**
 * The expression of a sample's own cells over the measured genes.
 *
 * @throws as `sampleCells`.
 */
export async function measuredExpression(
  dataset: Dataset,
  plan: Pick<GenePlan, "measured" | "normalize" | "cofactor">,
  config: Pick<Config, "subset" | "minCounts">,
): Promise<MeasuredExpression> {
  const { cells, counts, totals } = ownCells(dataset, sampleCells(dataset, plan, config));
  const { normalize, cofactor } = plan;
  const expression = await transformed(counts, { normalize, totals, ...(cofactor === undefined ? {} : { cofactor }) });
  return { cells, counts, expression };
}
