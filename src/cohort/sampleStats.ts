import { CellScapeError } from "../core/errors.ts";
import type { Task } from "../core/task.ts";
import type { Dataset } from "../data/dataset.ts";
import { exactMoments } from "../math/exact/exactColumns.ts";
import { filterCounts } from "../preprocess/filter.ts";
import { selectRows } from "../preprocess/select.ts";
import { geneDetections } from "../preprocess/totals.ts";
import type { Config } from "../run/options/config.ts";
import { findSubset } from "../run/options/findSubset.ts";
import { recognizeValues } from "../run/steps/recognizeValues.ts";
import { measuredExpression } from "./measuredExpression.ts";
import type { SampleStats } from "./records.ts";
import { type TileMark, tileMark } from "./tiles/tileMark.ts";

/** Fewest cells of a sample. */
const fewestCells = 3;

/**
 * What is needed of each sample before genes are selected: its genes, and in how many of its cells each was seen.
 *
 * @throws bad-data for values that are no expression, or too few cells.
 */
export async function sampleStats(
  dataset: Dataset,
  config: Config,
  task: Pick<Task, "note" | "warn">,
): Promise<Omit<SampleStats, "sample" | "input" | "reading">> {
  for (const note of dataset.notes) task.note(note);
  const { kind, normalize, cofactor, minCounts } = recognizeValues(dataset, config, task);
  if (cofactor === undefined && normalize !== kind.needsLog) {
    throw new CellScapeError(
      "bad-option",
      `${dataset.name}: expected --normalize auto or arcsinh in a cohort, got ${config.normalize} for values that are ${kind.kind}; leave it out, or choose another matrix with --counts`,
    );
  }
  const mark = tileMark(dataset);
  const allRows = Uint32Array.from(dataset.cells.keys());
  const wanted = config.subset === undefined ? allRows : findSubset(dataset, config.subset);
  const own = mark ? wanted.filter((i) => mark.own[i]) : wanted;
  const looked = own.length === allRows.length ? dataset.counts : selectRows(dataset.counts, own);
  const { counts, cells, description } = filterCounts(looked, { minCounts, minCells: 0 });
  task.note(description);
  if (cells.length < fewestCells) {
    throw new CellScapeError(
      "bad-data",
      `${dataset.name}: expected at least ${fewestCells} cells with counts enough, got ${cells.length}; leave the sample out`,
    );
  }
  return {
    cells: dataset.cells.length,
    used: cells.length,
    entries: dataset.counts.values.length,
    genes: dataset.genes,
    detections: geneDetections(counts),
    moments:
      dataset.genes.length <= config.genes ? await momentsOf(dataset, { normalize, cofactor }, config) : undefined,
    normalize,
    cofactor,
    tile: mark && tileStats(mark),
  };
}

/** Moments of the expression where all genes of the sample are measured. */
async function momentsOf(
  dataset: Dataset,
  kind: Pick<SampleStats, "normalize" | "cofactor">,
  config: Config,
): Promise<SampleStats["moments"]> {
  const { expression } = await measuredExpression(dataset, { measured: dataset.genes, ...kind }, config);
  return exactMoments(expression);
}

function tileStats({ section, rows, own }: TileMark): SampleStats["tile"] {
  let [cells, lastRow] = [0, -1];
  own.forEach((mine, i) => {
    if (!mine) return;
    cells++;
    lastRow = Math.max(lastRow, rows[i]);
  });
  return { section, cells, lastRow };
}
