import type { AnnDataKeys } from "../../results/annDataKeys.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { NoveltyMade } from "./made.ts";

/** Column of obs with the novelty of each cell. */
export const noveltyKey = "cellscape_novelty";

/** Share of the training cells that lie nearer to their domain, per cell of the file; NaN for cells that were not analysed. */
export function noveltyKeys({ dataset, selection, novelty }: RunArtifacts<NoveltyMade>): Partial<AnnDataKeys> {
  if (!novelty) return {};
  return { obs: { [noveltyKey]: { kind: "number", values: spreadNovelty({ dataset, selection, novelty }) } } };
}

/** [dataset cells] */
export function spreadNovelty({
  dataset,
  selection,
  novelty,
}: Pick<RunArtifacts<NoveltyMade>, "dataset" | "selection"> & NoveltyMade): Float64Array {
  const values = new Float64Array(dataset.cells.length).fill(Number.NaN);
  selection.cells.forEach((cell, i) => {
    values[cell] = novelty.quantiles[i];
  });
  return values;
}
