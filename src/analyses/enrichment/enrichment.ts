import { CellScapeError } from "../../core/errors.ts";
import { benjaminiHochberg } from "../../math/statistics/adjust.ts";
import { logHypergeometricTail } from "../../math/statistics/hypergeometric.ts";
import type { GeneSet, GeneSets } from "../geneSets/geneSets.ts";
import { matchSymbols, type SymbolMatching } from "./geneSymbols.ts";

/** A gene set that shares genes with the query. */
export interface EnrichedTerm {
  readonly term: string;
  /** Genes of the query in the set, in the query's order and spelling. */
  readonly genes: readonly string[];
  /** Genes of the set, of the background only; NaN where a service did not report it. */
  readonly size: number;
  /** Of at least so many shared genes, by the hypergeometric distribution. */
  readonly pValue: number;
  /** Benjamini-Hochberg over the sets that share a gene with the query. */
  readonly adjustedPValue: number;
  readonly oddsRatio: number;
  /** -ln(p) times the odds ratio. */
  readonly combinedScore: number;
}

/** Gene sets of one library, tested for over-representation in a query. */
export interface Enrichment {
  /** Library of gene sets. */
  readonly library: string;
  /** The smallest p-value first, then by name. */
  readonly terms: readonly EnrichedTerm[];
  /** Genes that were tested, and genes of the background. */
  readonly querySize: number;
  readonly backgroundSize: number;
  /** What was decided on the way, for the user. */
  readonly notes: readonly string[];
}

/** Background, matching of names, and the form of the odds ratio. */
export interface EnrichmentOptions {
  /**
   * Genes that could have been in the query: the measured genes (both query and sets are cut to them), or a number of
   * genes in general. By default all genes of the library.
   */
  readonly background?: ReadonlySet<string> | number;
  readonly symbols?: SymbolMatching;
  /** `gseapy` adds 1/2 to each count (Haldane and Anscombe); `enrichr` is the service's own formula. */
  readonly oddsRatio?: "gseapy" | "enrichr";
  /** Sets with fewer or more genes of the background are not tested. */
  readonly minSize?: number;
  readonly maxSize?: number;
}

/**
 * Over-representation of gene sets among some genes, such as the markers of a domain. No network.
 *
 * @param query gene symbols; repeated ones count once.
 * @throws bad-option for a background that has no room for the query and a set.
 * @see gseapy.enrich (offline). Enrichr's p-values assume 20,000 genes: pass that number to compare.
 */
export function enrich(
  query: readonly string[],
  library: GeneSets,
  {
    background,
    symbols = "auto",
    oddsRatio = "gseapy",
    minSize = 1,
    maxSize = Number.POSITIVE_INFINITY,
  }: EnrichmentOptions = {},
): Enrichment {
  const { key, notes } = matchSymbols(query, library.sets, symbols);
  const index = indexGenes(library.sets, key);
  const universe = backgroundGenes(background, key, index);
  const spelling = new Map<string, string>();
  for (const gene of query) {
    const symbol = key(gene);
    if (universe.has(symbol) && !spelling.has(symbol)) spelling.set(symbol, gene);
  }
  const draws = spelling.size;
  expectRoom(draws, universe.size, "the query");
  const { counted, place } = markGenes(index, universe, spelling);
  const spelt = [...spelling.values()];

  const tested: EnrichedTerm[] = [];
  library.sets.forEach(({ name }, t) => {
    const hits: number[] = [];
    let size = 0;
    for (const id of index.sets[t]) {
      size += counted[id];
      if (place[id] >= 0) hits.push(place[id]);
    }
    if (hits.length === 0 || size < minSize || size > maxSize) return;
    expectRoom(size + draws - hits.length, universe.size, `the query and "${name}"`);
    const table = { hits: hits.length, total: universe.size, marked: size, draws };
    const logP = Math.min(0, logHypergeometricTail(table.hits, table));
    const odds = oddsRatioOf(table, oddsRatio);
    const genes = hits.sort((i, j) => i - j).map((i) => spelt[i]);
    const pValue = Math.exp(logP);
    tested.push({
      term: name,
      genes,
      size,
      pValue,
      adjustedPValue: pValue,
      oddsRatio: odds,
      combinedScore: -logP * odds,
    });
  });
  const adjusted = benjaminiHochberg(tested.map(({ pValue }) => pValue));
  const terms = tested
    .map((term, t) => ({ ...term, adjustedPValue: adjusted[t] }))
    .sort((a, b) => a.pValue - b.pValue || (a.term < b.term ? -1 : 1));
  return {
    library: library.name,
    terms,
    querySize: draws,
    backgroundSize: universe.size,
    notes: [...notes, ...universe.notes, ...queryNotes(query, spelling, index)],
  };
}

/** The genes of a library by number, so that tests of its sets compare numbers instead of symbols. */
interface GeneIndex {
  readonly ids: ReadonlyMap<string, number>;
  /** Genes of each set, each once. */
  readonly sets: readonly Uint32Array[];
}

function indexGenes(sets: readonly GeneSet[], key: (symbol: string) => string): GeneIndex {
  const ids = new Map<string, number>();
  // The last set that each gene was seen in: two spellings of a symbol are one gene.
  const seenIn: number[] = [];
  const numbered = sets.map(({ genes }, t) => {
    const members: number[] = [];
    for (const gene of genes) {
      const symbol = key(gene);
      const id = ids.get(symbol) ?? ids.size;
      if (seenIn[id] === t) continue;
      ids.set(symbol, id);
      seenIn[id] = t;
      members.push(id);
    }
    return Uint32Array.from(members);
  });
  return { ids, sets: numbered };
}

interface Universe {
  readonly has: (symbol: string) => boolean;
  readonly size: number;
  readonly notes: readonly string[];
}

function backgroundGenes(
  background: ReadonlySet<string> | number | undefined,
  key: (symbol: string) => string,
  { ids }: GeneIndex,
): Universe {
  if (typeof background === "number") {
    if (Number.isInteger(background) && background > 0) return { has: () => true, size: background, notes: [] };
    throw new CellScapeError("bad-option", `enrichment: expected a background of 1 gene or more, got ${background}`);
  }
  if (background) {
    const genes = new Set(Array.from(background, key));
    return { has: (symbol) => genes.has(symbol), size: genes.size, notes: [] };
  }
  const notes = [`background: all ${ids.size} genes of the gene sets`];
  return { has: (symbol) => ids.has(symbol), size: ids.size, notes };
}

/** For each gene of the library: 1 if it is of the background, and its place in the query or -1. */
function markGenes({ ids }: GeneIndex, universe: Universe, spelling: ReadonlyMap<string, string>) {
  const counted = new Uint8Array(ids.size);
  const place = new Int32Array(ids.size).fill(-1);
  for (const [symbol, id] of ids) if (universe.has(symbol)) counted[id] = 1;
  let next = 0;
  for (const symbol of spelling.keys()) {
    const id = ids.get(symbol);
    if (id !== undefined) place[id] = next;
    next++;
  }
  return { counted, place };
}

function expectRoom(needed: number, size: number, what: string): void {
  if (needed <= size) return;
  throw new CellScapeError(
    "bad-option",
    `enrichment: expected a background of at least the ${needed} genes of ${what}, got ${size}`,
  );
}

interface Table {
  readonly hits: number;
  readonly total: number;
  readonly marked: number;
  readonly draws: number;
}

/** With a, b, c, d the counts in set and query, set only, query only, neither. */
function oddsRatioOf({ hits: a, total, marked, draws }: Table, formula: "gseapy" | "enrichr"): number {
  const b = marked - a;
  const c = draws - a;
  const d = total - marked - draws + a;
  if (formula === "enrichr") return (a * d) / Math.max(b * c, 1);
  return ((a + 0.5) * (d + 0.5)) / ((b + 0.5) * (c + 0.5));
}

function queryNotes(
  query: readonly string[],
  spelling: ReadonlyMap<string, string>,
  { ids }: GeneIndex,
): readonly string[] {
  const distinct = new Set(query).size;
  const outside = distinct - spelling.size;
  const known = Array.from(spelling.keys()).filter((symbol) => ids.has(symbol)).length;
  const notes = outside > 0 ? [`${outside} of ${distinct} genes were not tested: they are not in the background`] : [];
  if (distinct > 0 && known === 0) {
    const advice = "are they of another species, or identifiers instead of symbols?";
    notes.push(`none of ${distinct} genes such as ${query[0]} is in a gene set: ${advice}`);
  } else if (known < spelling.size) {
    notes.push(`${spelling.size - known} of ${spelling.size} genes tested are in no gene set`);
  }
  return notes;
}
