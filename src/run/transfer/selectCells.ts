import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import { recognizeCounts } from "../../preprocess/counts.ts";
import { selectColumns, selectRows } from "../../preprocess/select.ts";
import { cellTotals } from "../../preprocess/totals.ts";
import type { Selection } from "../artifacts.ts";
import type { Config } from "../options/config.ts";
import { findSubset } from "../options/findSubset.ts";
import { pickCells, samplesAmong } from "../steps/selection.ts";
import type { TransferModel } from "../transferModel.ts";
import type { MatchedGenes } from "./matchGenes.ts";

/**
 * The cells of the subset with counts, and those of the model's genes that the sample has.
 *
 * @throws bad-option for a subset without cells; bad-data for values of another kind than the model was trained on, or when too few cells have counts.
 */
export function selectCells(
  { normalize, cofactor, genes: known }: Pick<TransferModel, "normalize" | "cofactor" | "genes">,
  dataset: Dataset,
  { measured }: Pick<MatchedGenes, "measured">,
  { subset, minCounts }: Pick<Config, "subset" | "minCounts">,
): Selection {
  const kind = recognizeCounts(dataset.counts, dataset);
  if (cofactor === undefined && normalize !== kind.needsLog) {
    const expected = normalize
      ? "counts, as the model was trained on"
      : "values as the model was trained on: not counts";
    const way = "choose the matrix with --counts";
    throw new CellScapeError("bad-data", `${dataset.name}: expected ${expected}, got ${kind.description}; ${way}`);
  }
  const totals = cellTotals(measured);
  const wantedCells = subset === undefined ? Uint32Array.from(totals.keys()) : findSubset(dataset, subset);
  // A cell without counts has no direction, whatever the least is.
  const cells = wantedCells.filter((i) => !normalize || (totals[i] >= minCounts && totals[i] > 0));
  if (cells.length < 3) {
    throw new CellScapeError("bad-data", `${dataset.name}: expected at least 3 cells with counts, got ${cells.length}`);
  }
  const wanted = new Set(known);
  const genes = Uint32Array.from(dataset.genes.keys()).filter((gene) => wanted.has(dataset.genes[gene]));
  const rows = cells.length === dataset.counts.rows ? dataset.counts : selectRows(dataset.counts, cells);
  return {
    ...{ cells, genes, normalize, variable: undefined },
    ...(dataset.spots ? { spots: true } : {}),
    ...(cofactor === undefined ? {} : { cofactor }),
    counts: selectColumns(rows, genes),
    totals: Float64Array.from(cells, (i) => totals[i]),
    positions: pickCells(dataset.positions, cells),
    samples: dataset.samples && samplesAmong(dataset.samples, cells),
  };
}
