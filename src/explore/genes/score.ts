import { type GeneColumns, geneNamed } from "./geneColumns.ts";

/**
 * Mean expression of genes in each cell, less the mean of all genes: above 0 where the cell expresses these more than it does
 * others.
 *
 * @returns [cells] NaN where expression was not read. Cost: the entries of these genes, and once those of all.
 * @throws bad-option for a gene that is none.
 */
export function geneScore(genes: GeneColumns, names: readonly string[]): Float32Array {
  const numbers = [...new Set(names.map((name) => geneNamed(genes, name)))];
  const score = meansOf(genes, numbers);
  const all = meanOfAll(genes);
  for (let i = 0; i < score.length; i++)
    score[i] = genes.known && genes.known[i] === 0 ? Number.NaN : score[i] - all[i];
  return score;
}

const known = new WeakMap<GeneColumns, Float32Array>();

function meanOfAll(genes: GeneColumns): Float32Array {
  const found = known.get(genes) ?? meansOf(genes, [...genes.names.keys()]);
  known.set(genes, found);
  return found;
}

function meansOf({ cells, starts, rows, values }: GeneColumns, numbers: readonly number[]): Float32Array {
  const sums = new Float32Array(cells);
  for (const u of numbers) for (let e = starts[u]; e < starts[u + 1]; e++) sums[rows[e]] += values[e];
  for (let i = 0; i < cells; i++) sums[i] /= Math.max(1, numbers.length);
  return sums;
}
