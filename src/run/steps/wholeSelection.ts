import { recognizeCounts } from "../../preprocess/counts.ts";
import { cellTotals } from "../../preprocess/totals.ts";
import type { Artifacts, Selection, StepContext } from "../artifacts.ts";
import { pickCells, samplesAmong } from "./selection.ts";

/** Every cell and every gene of a data set: nothing is filtered or ranked. */
export function makeWholeSelection(
  { dataset }: Pick<Artifacts, "dataset">,
  { task }: Pick<StepContext, "task">,
): Selection {
  const { counts, countsFrom, positions, samples } = dataset;
  const { needsLog, description } = recognizeCounts(counts, dataset);
  task.note(`${countsFrom}: ${description}`);
  const cells = Uint32Array.from(dataset.cells.keys());
  return {
    ...{ cells, counts, normalize: needsLog, variable: undefined },
    ...(dataset.spots ? { spots: true } : {}),
    genes: Uint32Array.from(dataset.genes.keys()),
    totals: cellTotals(counts),
    positions: pickCells(positions, cells),
    samples: samples && samplesAmong(samples, cells),
  };
}
