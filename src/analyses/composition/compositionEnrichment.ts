import type { CategoryColumn } from "../../data/table.ts";
import { benjaminiHochberg } from "../../math/statistics/adjust.ts";
import { hypergeometricTail } from "../../math/statistics/hypergeometric.ts";
import { type Composition, composition } from "./composition.ts";

/** Which types are over- or under-represented in which domains. All arrays [domains, types]. */
export interface CompositionEnrichment {
  readonly composition: Composition;
  /** log2(P_ij / P_all,j); -Infinity for a type that the domain lacks, NaN for a type without cells. */
  readonly logRatios: Float64Array;
  /** (N_ij - mean) / deviation over all permutations of the types; NaN where no permutation differs. */
  readonly zScores: Float64Array;
  /** Share of the permutations with as many cells or more. */
  readonly pEnriched: Float64Array;
  /** Share of the permutations with as many cells or fewer. */
  readonly pDepleted: Float64Array;
  /** Twice the smaller of both, Benjamini-Hochberg over all pairs. */
  readonly adjusted: Float64Array;
}

/**
 * Enrichment of cell types in domains: the counts N_ij against those with the types permuted over the cells. Over all
 * permutations N_ij is hypergeometric, so that scores and p-values are exact. Cells that lack either label are left out.
 *
 * The test takes cells as independent; neighbours in tissue are not, so p-values rank pairs rather than prove them.
 *
 * @param domains [n]
 * @param types [n]
 * @throws bad-shape when the columns differ in length. Cost: cells, and pairs times the smaller of both sizes.
 * @see Fisher's exact test; scipy.stats.hypergeom.
 */
export function compositionEnrichment(domains: CategoryColumn, types: CategoryColumn): CompositionEnrichment {
  const observed = composition(domains, types);
  const { counts, proportions, overall } = observed;
  const width = types.categories.length;
  const total = sum(counts);
  const rows = domains.categories.map((_, i) => sum(counts.subarray(i * width, (i + 1) * width)));
  const columns = types.categories.map((_, j) => rows.reduce((all, _row, i) => all + counts[i * width + j], 0));
  const [zScores, pEnriched, pDepleted] = [0, 1, 2].map(() => new Float64Array(counts.length));
  counts.forEach((count, pair) => {
    const cells = rows[Math.floor(pair / width)];
    const marked = columns[pair % width];
    const mean = (cells * marked) / total;
    const variance = (mean * (1 - marked / total) * (total - cells)) / (total - 1);
    zScores[pair] = variance > 0 ? (count - mean) / Math.sqrt(variance) : Number.NaN;
    pEnriched[pair] = hypergeometricTail(count, { total, marked, draws: cells });
    // At most `count` of the type is at least the rest of the domain not of the type.
    pDepleted[pair] = hypergeometricTail(cells - count, { total, marked: total - marked, draws: cells });
  });
  return {
    composition: observed,
    logRatios: proportions.map((proportion, pair) => Math.log2(proportion / overall[pair % width])),
    zScores,
    pEnriched,
    pDepleted,
    adjusted: benjaminiHochberg(pEnriched.map((p, pair) => Math.min(1, 2 * Math.min(p, pDepleted[pair])))),
  };
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
