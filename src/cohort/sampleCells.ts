import { CellScapeError } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import { labelAt } from "../data/labels.ts";
import type { Matrix } from "../data/matrix.ts";
import type { Sparse } from "../data/sparse.ts";
import { selectRows } from "../preprocess/select.ts";
import { obsColumn } from "../run/labels.ts";
import type { Config } from "../run/options/config.ts";
import { pickCells } from "../run/steps/selection.ts";
import { matchGenes } from "../run/transfer/matchGenes.ts";
import { selectCells } from "../run/transfer/selectCells.ts";
import type { GenePlan } from "./records.ts";
import { sectionOf } from "./tiles/mergeTiles.ts";
import { ownAmong } from "./tiles/tileMark.ts";

/** The cells of a sample that are analysed, over the measured genes of a plan. */
export interface SampleCells {
  /** [n] rows of the data set, ascending. */
  readonly cells: Uint32Array;
  /** [n, measured] */
  readonly counts: Sparse;
  /** [n] sums of the counts. */
  readonly totals: Float64Array;
  /** [n, 2] */
  readonly positions: Matrix;
  readonly spots: boolean;
}

/**
 * The cells of a sample that have counts enough of the measured genes.
 *
 * @throws bad-data when a gene is missing or too few cells have counts.
 */
export function sampleCells(
  dataset: Dataset,
  { measured, normalize, cofactor }: Pick<GenePlan, "measured" | "normalize" | "cofactor">,
  config: Pick<Config, "subset" | "minCounts">,
): SampleCells {
  const matched = matchGenes({ genes: measured, measured }, dataset, 1);
  const {
    cells,
    totals,
    positions,
    spots = false,
  } = selectCells({ genes: measured, normalize, cofactor }, dataset, matched, config);
  const whole = cells.length === dataset.cells.length;
  return { cells, totals, positions, spots, counts: whole ? matched.counts : selectRows(matched.counts, cells) };
}

/** Of the cells of a tile those that are its own; all cells of a sample. */
export function ownCells(dataset: Dataset, all: SampleCells): SampleCells {
  const own = ownAmong(dataset, all.cells);
  if (!own) return all;
  return {
    ...{ cells: Uint32Array.from(own, (i) => all.cells[i]), counts: selectRows(all.counts, own) },
    totals: Float64Array.from(own, (i) => all.totals[i]),
    ...{ positions: pickCells(all.positions, own), spots: all.spots },
  };
}

/** The batch of a sample of a plan, where it is not given by a column of obs, and its name: that of its section. */
export function batchOf(
  { samples }: Pick<GenePlan, "samples">,
  sample: string,
): { readonly sample: string; readonly batch: string | undefined } {
  const planned = samples.find((each) => each.sample === sample);
  return { sample: planned ? sectionOf(planned) : sample, batch: planned?.batch };
}

/**
 * The batch of some cells: that of the sample, or by a column of obs.
 *
 * @param key column of obs; not read where the sample has one batch.
 * @throws bad-data for a cell without a batch.
 */
export function batchesOf(
  dataset: Dataset,
  cells: Uint32Array,
  {
    sample,
    batch,
    key,
  }: { readonly sample: string; readonly batch: string | undefined; readonly key: string | undefined },
): readonly string[] {
  if (key === undefined || batch !== undefined) return Array.from(cells, () => batch ?? sample);
  const column = obsColumn(dataset, key, "batch-key");
  return Array.from(cells, (cell) => {
    const label = labelAt(column, cell);
    if (label !== undefined) return label;
    throw new CellScapeError(
      "bad-data",
      `${dataset.name}: expected a batch in obs/${key} for every cell, got none for ${dataset.cells[cell]}`,
    );
  });
}
