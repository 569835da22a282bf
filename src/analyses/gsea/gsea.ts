import { CellScapeError, expectShape } from "../../core/errors.ts";
import { createRandom, type Random } from "../../core/random.ts";
import { matchSymbols, type SymbolMatching } from "../enrichment/geneSymbols.ts";
import type { GeneSets } from "../geneSets/geneSets.ts";
import { enrichmentScore, nullScores } from "./enrichmentScore.ts";

/** A gene set on a ranking of all genes. */
export interface RankedTerm {
  readonly term: string;
  /** Ranks (from 0) of the set's genes in `Gsea.ranking`, ascending. */
  readonly hits: Uint32Array;
  /** Largest deviation of the running sum: above 0 where the set gathers at the top of the ranking. */
  readonly enrichmentScore: number;
  /** The score over the mean of the random scores of its sign. */
  readonly normalizedScore: number;
  /** (random scores of the same sign that are as extreme + 1) / (random scores of that sign + 1). */
  readonly pValue: number;
  /** Share of random scores among those at least as extreme, over all sets of the same sign. */
  readonly falseDiscoveryRate: number;
  /** Genes up to the largest deviation, from the extreme of the ranking inwards. */
  readonly leadingEdge: readonly string[];
}

/** Gene sets of one library, tested at the ends of a ranking. */
export interface Gsea {
  readonly library: string;
  /** The largest magnitude of the normalised score first, then by name. */
  readonly terms: readonly RankedTerm[];
  /** [genes] from the highest score to the lowest; equal scores in the order given. */
  readonly ranking: Uint32Array;
  /** [genes] |score| ^ weight in the order of the ranking: what a hit adds to the running sum. */
  readonly magnitudes: Float64Array;
  readonly notes: readonly string[];
}

/** Weight of the scores, sizes of sets that are tested, and permutations. */
export interface GseaOptions {
  /** Power of the score that a hit counts with; 0 is the classic Kolmogorov-Smirnov sum. */
  readonly weight?: number;
  /** Sets with fewer or more ranked genes are not tested. */
  readonly minSize?: number;
  readonly maxSize?: number;
  readonly permutations?: number;
  readonly symbols?: SymbolMatching;
}

/**
 * Gene set enrichment on a ranking, such as all genes by marker score: no threshold is chosen.
 *
 * @param genes distinct symbols.
 * @param scores [genes] any order.
 * @throws bad-shape when the lengths differ; bad-data for a score that is not finite or a repeated gene; bad-option
 * without permutations.
 * @see gseapy.prerank: the same enrichment scores and definitions of NES and FDR. Sets of one size (above 40 genes: of about
 * one) share their random scores, and p-values are never 0. Cost: permutations x distinct sizes x maxSize.
 */
export function gsea(
  genes: readonly string[],
  scores: ArrayLike<number>,
  library: GeneSets,
  { weight = 1, minSize = 15, maxSize = 500, permutations = 1000, symbols = "auto" }: GseaOptions = {},
  rng: Random = createRandom(0),
): Gsea {
  expectShape("scores", [scores.length], { genes: genes.length });
  expectRankable(genes, scores, permutations);
  const ranking = Uint32Array.from(genes, (_, g) => g).sort((a, b) => scores[b] - scores[a] || a - b);
  const magnitudes = Float64Array.from(ranking, (g) => Math.abs(scores[g]) ** weight);
  const { key, notes } = matchSymbols(genes, library.sets, symbols);
  const ranksOf = new Map<string, number[]>();
  ranking.forEach((g, rank) => {
    const ranks = ranksOf.get(key(genes[g]));
    if (ranks) ranks.push(rank);
    else ranksOf.set(key(genes[g]), [rank]);
  });

  const sets = library.sets
    .map(({ name, genes: members }) => ({ name, hits: hitsOf(new Set(members.map(key)), ranksOf) }))
    .filter(({ hits }) => hits.length >= minSize && hits.length <= maxSize && hits.length < genes.length);
  const sizes = [...new Set(sets.map(({ hits }) => nullSize(hits.length)))].sort((a, b) => a - b);
  const nulls = new Map(
    nullScores(magnitudes, { sizes, permutations }, rng).map((random, s) => [sizes[s], normalizeNull(random)]),
  );
  const scored = sets.map(({ name, hits }) => {
    const { score, peak } = enrichmentScore(hits, magnitudes);
    const random = nulls.get(nullSize(hits.length));
    if (!random) throw new Error(`internal: no random scores for ${hits.length} genes`);
    const edge = score >= 0 ? hits.filter((rank) => rank <= peak) : hits.filter((rank) => rank >= peak).reverse();
    return {
      term: name,
      hits,
      enrichmentScore: score,
      normalizedScore: score / ((score >= 0 ? random.positiveMean : random.negativeMean) || Math.abs(score) || 1),
      pValue: pValueOf(score, random.scores),
      leadingEdge: Array.from(edge, (rank) => genes[ranking[rank]]),
    };
  });
  const rates = falseDiscoveryRates(
    scored.map(({ normalizedScore }) => normalizedScore),
    scored.map(({ hits }) => nullSize(hits.length)),
    nulls,
  );
  const terms = scored
    .map((term, t) => ({ ...term, falseDiscoveryRate: rates[t] }))
    .sort((a, b) => Math.abs(b.normalizedScore) - Math.abs(a.normalizedScore) || (a.term < b.term ? -1 : 1));
  const left = library.sets.length - sets.length;
  const sizeNote = `${left} of ${library.sets.length} gene sets have fewer than ${minSize} or more than ${maxSize} ranked genes`;
  return { library: library.name, terms, ranking, magnitudes, notes: left > 0 ? [...notes, sizeNote] : notes };
}

/** Sizes up to which each has random scores of its own. */
const ownScores = 40;

/**
 * The size of the random sets that a set is compared with: its own, or above 40 the power of 1.05 below it, since the
 * spread of scores goes with the root of the size and is known to some percent only from 1,000 random sets.
 */
function nullSize(size: number): number {
  if (size <= ownScores) return size;
  return Math.min(size, Math.round(ownScores * 1.05 ** Math.floor(Math.log(size / ownScores) / Math.log(1.05))));
}

function hitsOf(members: ReadonlySet<string>, ranksOf: ReadonlyMap<string, readonly number[]>): Uint32Array {
  const hits: number[] = [];
  for (const gene of members) hits.push(...(ranksOf.get(gene) ?? []));
  return Uint32Array.from(hits).sort();
}

/** Random scores of sets of one size. */
interface Null {
  readonly scores: Float64Array;
  /** Each score over the mean of its sign, ascending. */
  readonly normalized: Float64Array;
  /** Mean of the scores from 0 on; 0 if there are none. */
  readonly positiveMean: number;
  /** Mean of those below 0, as a magnitude. */
  readonly negativeMean: number;
}

function normalizeNull(scores: Float64Array): Null {
  const meanOf = (kept: Float64Array) =>
    Math.abs(kept.reduce((sum, score) => sum + score, 0)) / Math.max(1, kept.length);
  const positiveMean = meanOf(scores.filter((score) => score >= 0));
  const negativeMean = meanOf(scores.filter((score) => score < 0));
  const normalized = scores.map((score) => score / (score >= 0 ? positiveMean : negativeMean)).sort();
  return { scores, normalized, positiveMean, negativeMean };
}

function pValueOf(score: number, random: Float64Array): number {
  let sameSign = 0;
  let extreme = 0;
  for (const other of random) {
    if (other >= 0 !== score >= 0) continue;
    sameSign++;
    if (Math.abs(other) >= Math.abs(score)) extreme++;
  }
  return (extreme + 1) / (sameSign + 1);
}

/** For each score: the share of random scores beyond it over the share of observed ones, within its sign; at most 1. */
function falseDiscoveryRates(
  scores: readonly number[],
  sizes: readonly number[],
  nulls: ReadonlyMap<number, Null>,
): number[] {
  const observed = Float64Array.from(scores).sort();
  // Every set brings the random scores of its size.
  const weights = new Map<number, number>();
  for (const size of sizes) weights.set(size, (weights.get(size) ?? 0) + 1);
  const shareOf = (score: number, sorted: Float64Array) =>
    score >= 0
      ? [sorted.length - countBelow(sorted, score), sorted.length - countBelow(sorted, 0)]
      : [countBelow(sorted, score, true), countBelow(sorted, 0)];
  return scores.map((score) => {
    let beyond = 0;
    let sameSign = 0;
    for (const [size, sets] of weights) {
      const [extreme, all] = shareOf(score, nulls.get(size)?.normalized ?? new Float64Array(0));
      beyond += sets * extreme;
      sameSign += sets * all;
    }
    const [found, all] = shareOf(score, observed);
    return Math.min(1, sameSign === 0 ? 0 : beyond / sameSign / (found / all));
  });
}

/** Values of an ascending array below a limit, or up to and including it. */
function countBelow(sorted: Float64Array, limit: number, inclusive = false): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < limit || (inclusive && sorted[middle] === limit)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function expectRankable(genes: readonly string[], scores: ArrayLike<number>, permutations: number): void {
  const broken = genes.findIndex((_, g) => !Number.isFinite(scores[g]));
  if (broken >= 0) {
    throw new CellScapeError("bad-data", `gsea: expected a finite score for ${genes[broken]}, got ${scores[broken]}`);
  }
  const seen = new Set<string>();
  for (const gene of genes) {
    if (seen.has(gene)) throw new CellScapeError("bad-data", `gsea: expected each gene once, got ${gene} twice`);
    seen.add(gene);
  }
  if (!Number.isInteger(permutations) || permutations < 1) {
    throw new CellScapeError("bad-option", `gsea: expected at least one permutation, got ${permutations}`);
  }
}
