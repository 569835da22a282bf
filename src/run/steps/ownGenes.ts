import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Filtered } from "../../preprocess/filter.ts";
import { selectColumns } from "../../preprocess/select.ts";
import { geneTotals } from "../../preprocess/totals.ts";
import type { Config } from "../options/config.ts";

/**
 * The genes that the preprocessing of the method leaves, of those that passed the filter.
 *
 * @throws bad-data when no gene is left.
 */
export function ownGenes(
  { counts, genes }: Pick<Filtered, "counts" | "genes">,
  { name, genes: names }: Pick<Dataset, "name" | "genes">,
  { ownInputs: { without = [], minGeneCounts = 0 }, chosen }: Pick<Config, "ownInputs" | "chosen">,
): Pick<Filtered, "counts" | "genes"> {
  if (without.length === 0 && minGeneCounts === 0) return { counts, genes };
  const totals = geneTotals(counts);
  const begins = (gene: string) => without.some((prefix) => gene.toUpperCase().startsWith(prefix.toUpperCase()));
  const kept = Uint32Array.from(genes.keys()).filter((g) => totals[g] >= minGeneCounts && !begins(names[genes[g]]));
  if (kept.length === 0) {
    const what = `genes that --inputs own of --method ${chosen.method.name} keeps`;
    throw new CellScapeError("bad-data", `${name}: expected ${what}, got none of ${genes.length}; leave --inputs out`);
  }
  if (kept.length === genes.length) return { counts, genes };
  return { counts: selectColumns(counts, kept), genes: kept.map((g) => genes[g]) };
}

/** Median of the numbers above 0. */
export function medianOf(values: Float64Array): number {
  const sorted = values.filter((value) => value > 0).sort();
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}
