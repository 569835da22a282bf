import { CellScapeError, expectShape } from "../../core/errors.ts";
import { createRandom, type Random } from "../../core/random.ts";
import type { CategoryColumn } from "../../data/table.ts";
import { benjaminiHochberg } from "../../math/statistics/adjust.ts";
import { hypergeometricTail } from "../../math/statistics/hypergeometric.ts";
import { labelShuffler } from "../../math/statistics/shuffle.ts";
import { type Composition, composition, countTypes } from "./composition.ts";

/** Which types are over- or under-represented in which domains. All arrays [domains, types]. */
export interface CompositionEnrichment {
  readonly composition: Composition;
  /** log2(P_ij / P_all,j); -Infinity for a type that the domain lacks, NaN for a type without cells. */
  readonly logRatios: Float64Array;
  /** (N_ij - mean) / deviation over the permutations; NaN where no permutation differs. */
  readonly zScores: Float64Array;
  /** (permutations with as many cells or more + 1) / (permutations + 1). */
  readonly pEnriched: Float64Array;
  /** (permutations with as many cells or fewer + 1) / (permutations + 1). */
  readonly pDepleted: Float64Array;
  /** Twice the smaller of both, Benjamini-Hochberg over all pairs. */
  readonly adjusted: Float64Array;
  /** What `pEnriched` and `pDepleted` tend to (hypergeometric); absent if labels were shuffled within sections. */
  readonly exact: { readonly pEnriched: Float64Array; readonly pDepleted: Float64Array } | undefined;
}

export interface CompositionOptions {
  readonly permutations?: number;
  /** [n] section of each cell: types are shuffled within a section. */
  readonly sections?: Int32Array;
}

/**
 * Enrichment of cell types in domains: the counts N_ij against those with the types shuffled over the cells.
 *
 * The test takes cells as independent; neighbours in tissue are not, so p-values rank pairs rather than prove them.
 *
 * @param domains [n]
 * @param types [n]
 * @throws bad-shape when the columns differ in length; bad-option without permutations. Cost: cells x permutations.
 * @see Phipson and Smyth 2010 for the 1 that is added; the limit is the hypergeometric test.
 */
export function compositionEnrichment(
  domains: CategoryColumn,
  types: CategoryColumn,
  { permutations = 1000, sections }: CompositionOptions = {},
  rng: Random = createRandom(0),
): CompositionEnrichment {
  const observed = composition(domains, types);
  if (sections) expectShape("sections", [sections.length], { cells: domains.codes.length });
  if (!Number.isInteger(permutations) || permutations < 1) {
    throw new CellScapeError("bad-option", `composition: expected at least one permutation, got ${permutations}`);
  }
  const { counts } = observed;
  const width = types.categories.length;
  // Types move only among the cells that are counted, so that the margins of the table stay.
  const labels = types.codes.map((code, i) => (domains.codes[i] < 0 ? -1 : code));
  const shuffle = labelShuffler(labels, sections, rng);
  const empty = () => new Float64Array(counts.length);
  const [sums, squares, more, fewer] = [empty(), empty(), empty(), empty()];
  for (let k = 0; k < permutations; k++) {
    countTypes(domains, shuffle(), width).forEach((count, pair) => {
      const difference = count - counts[pair];
      sums[pair] += difference;
      squares[pair] += difference * difference;
      if (difference >= 0) more[pair]++;
      if (difference <= 0) fewer[pair]++;
    });
  }
  const pEnriched = more.map((count) => (count + 1) / (permutations + 1));
  const pDepleted = fewer.map((count) => (count + 1) / (permutations + 1));
  return {
    composition: observed,
    logRatios: observed.proportions.map((proportion, pair) => Math.log2(proportion / observed.overall[pair % width])),
    zScores: sums.map((total, pair) => {
      const mean = total / permutations;
      return -mean / Math.sqrt(squares[pair] / permutations - mean * mean);
    }),
    pEnriched,
    pDepleted,
    adjusted: benjaminiHochberg(pEnriched.map((p, pair) => Math.min(1, 2 * Math.min(p, pDepleted[pair])))),
    exact: sections ? undefined : exactTails(counts, width),
  };
}

/** With the margins fixed, N_ij of shuffled labels is hypergeometric. */
function exactTails(counts: Float64Array, width: number): CompositionEnrichment["exact"] {
  const total = sum(counts);
  const rows = Array.from({ length: counts.length / width }, (_, i) =>
    sum(counts.subarray(i * width, (i + 1) * width)),
  );
  const columns = Array.from({ length: width }, (_, j) => rows.reduce((all, _, i) => all + counts[i * width + j], 0));
  const tail = (hits: number, marked: number, draws: number) => hypergeometricTail(hits, { total, marked, draws });
  return {
    pEnriched: counts.map((count, pair) => tail(count, columns[pair % width], rows[Math.floor(pair / width)])),
    // At most `count` of the type is at least the rest of the domain not of the type.
    pDepleted: counts.map((count, pair) => {
      const cells = rows[Math.floor(pair / width)];
      return tail(cells - count, total - columns[pair % width], cells);
    }),
  };
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
