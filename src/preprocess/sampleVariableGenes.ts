import { silentTask, type Task } from "../core/task.ts";
import type { Sparse } from "../data/sparse.ts";
import { selectRows } from "./select.ts";
import { type VariableGenes, variableGenes } from "./variableGenes.ts";

/**
 * Highly variable genes of several samples: ranked in each sample by itself, so that a gene that only differs between
 * samples is not taken for variable, and ordered by the median of its ranks where it is among the `top`, then by the
 * number of samples in which it is.
 *
 * @param counts [n, p] raw counts
 * @param codes [n] sample of each row, 0 .. samples - 1, each with at least two rows.
 * @returns ranks 0 for the best; `normalized` is the mean over samples; means and variances are those of all rows.
 * @throws as `variableGenes`.
 * @see scanpy `highly_variable_genes(flavor="seurat_v3", batch_key)`.
 */
export async function sampleVariableGenes(
  counts: Sparse,
  codes: Int32Array,
  { top = 3000 }: { readonly top?: number } = {},
  task: Task = silentTask,
): Promise<VariableGenes> {
  const samples = codes.reduce((most, code) => Math.max(most, code + 1), 0);
  const each: VariableGenes[] = [];
  let done = 0;
  for (let s = 0; s < samples; s++) {
    const rows: number[] = [];
    codes.forEach((code, i) => {
      if (code === s) rows.push(i);
    });
    each.push(variableGenes(selectRows(counts, Uint32Array.from(rows)), { top }));
    done += rows.length;
    // All rows are gone through once more, together.
    await task.update(done / (2 * counts.rows));
  }
  const whole = variableGenes(counts, { top });
  return { ...combineRanks(each, top), means: whole.means, variances: whole.variances };
}

/**
 * One ranking of genes from those of several samples, by the rule of `sampleVariableGenes`.
 *
 * @param each ranking of the same p genes in each sample, NaN where a gene is not among its `top`.
 */
export function combineRanks(
  each: readonly Pick<VariableGenes, "ranks" | "normalized">[],
  top: number,
): Pick<VariableGenes, "selected" | "ranks" | "normalized"> {
  const p = each[0].ranks.length;
  const ranksOf = (u: number) => each.map(({ ranks }) => ranks[u]).filter((rank) => !Number.isNaN(rank));
  const medians = Float64Array.from({ length: p }, (_, u) => median(ranksOf(u)));
  const found = Uint32Array.from({ length: p }, (_, u) => ranksOf(u).length);
  const order = Uint32Array.from({ length: p }, (_, u) => u)
    .sort((u, v) => compare(medians[u], medians[v]) || found[v] - found[u] || u - v)
    .subarray(0, Math.min(top, p));
  const ranks = new Float64Array(p).fill(Number.NaN);
  order.forEach((u, rank) => {
    ranks[u] = rank;
  });
  return {
    selected: order.slice().sort(),
    ranks,
    normalized: ranks.map((_, u) => each.reduce((sum, { normalized }) => sum + normalized[u], 0) / each.length),
  };
}

/** NaN, which is a gene that is in no sample's selection, comes last. */
function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a - b;
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}
