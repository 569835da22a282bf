import { CellScapeError } from "../errors.ts";
import { benjaminiHochberg } from "../math/adjust.ts";
import { logHypergeometricTail } from "../math/hypergeometric.ts";
import type { GeneSets } from "./geneSets.ts";
import { matchSymbols, type SymbolMatching } from "./geneSymbols.ts";

/** A gene set that shares genes with the query. */
export interface EnrichedTerm {
  readonly term: string;
  /** Genes of the query in the set, in the query's order and spelling. */
  readonly genes: readonly string[];
  /** Genes of the set, of the background only. */
  readonly size: number;
  /** Of at least so many shared genes, by the hypergeometric distribution. */
  readonly pValue: number;
  /** Benjamini-Hochberg over the sets that share a gene with the query. */
  readonly adjustedPValue: number;
  readonly oddsRatio: number;
  /** -ln(p) times the odds ratio. */
  readonly combinedScore: number;
}

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
 * @throws bad-option for a background smaller than the query or a set.
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
  const sets = library.sets.map(({ name, genes }) => ({ name, keys: new Set(genes.map(key)) }));
  const universe = backgroundGenes(background, key, sets);
  const allowed = (symbol: string) => universe.genes === undefined || universe.genes.has(symbol);
  const spelling = new Map<string, string>();
  for (const gene of query) if (allowed(key(gene)) && !spelling.has(key(gene))) spelling.set(key(gene), gene);
  if (spelling.size > universe.size) {
    throw new CellScapeError(
      "bad-option",
      `enrichment: expected a background of at least the ${spelling.size} genes of the query, got ${universe.size}`,
    );
  }

  const tested: EnrichedTerm[] = [];
  for (const { name, keys } of sets) {
    const size = universe.genes === undefined ? keys.size : count(keys, allowed);
    if (size < minSize || size > maxSize) continue;
    const genes: string[] = [];
    for (const [symbol, spelt] of spelling) if (keys.has(symbol)) genes.push(spelt);
    if (genes.length === 0) continue;
    if (size > universe.size) {
      throw new CellScapeError(
        "bad-option",
        `enrichment: expected a background of at least the ${size} genes of "${name}", got ${universe.size}`,
      );
    }
    const table = { hits: genes.length, total: universe.size, marked: size, draws: spelling.size };
    const logP = Math.min(0, logHypergeometricTail(table.hits, table));
    const odds = oddsRatioOf(table, oddsRatio);
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
  }
  const adjusted = benjaminiHochberg(tested.map(({ pValue }) => pValue));
  const terms = tested
    .map((term, t) => ({ ...term, adjustedPValue: adjusted[t] }))
    .sort((a, b) => a.pValue - b.pValue || (a.term < b.term ? -1 : 1));
  return {
    library: library.name,
    terms,
    querySize: spelling.size,
    backgroundSize: universe.size,
    notes: [...notes, ...universe.notes, ...queryNotes(query, spelling, sets)],
  };
}

interface KeyedSet {
  readonly name: string;
  readonly keys: ReadonlySet<string>;
}

interface Universe {
  /** Absent when only their number is known. */
  readonly genes: ReadonlySet<string> | undefined;
  readonly size: number;
  readonly notes: readonly string[];
}

function backgroundGenes(
  background: ReadonlySet<string> | number | undefined,
  key: (symbol: string) => string,
  sets: readonly KeyedSet[],
): Universe {
  if (typeof background === "number") {
    if (Number.isInteger(background) && background > 0) return { genes: undefined, size: background, notes: [] };
    throw new CellScapeError("bad-option", `enrichment: expected a background of 1 gene or more, got ${background}`);
  }
  if (background) {
    const genes = new Set(Array.from(background, key));
    return { genes, size: genes.size, notes: [] };
  }
  const genes = new Set<string>();
  for (const { keys } of sets) for (const gene of keys) genes.add(gene);
  return { genes, size: genes.size, notes: [`background: all ${genes.size} genes of the gene sets`] };
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
  sets: readonly KeyedSet[],
): string[] {
  const distinct = new Set(query).size;
  const outside = distinct - spelling.size;
  if (distinct > 0 && spelling.size === 0) {
    return [`none of ${distinct} genes such as ${query[0]} is in the background: are they of another species?`];
  }
  const unknown = Array.from(spelling.keys()).filter((gene) => !sets.some(({ keys }) => keys.has(gene))).length;
  return [
    ...(outside > 0 ? [`${outside} of ${distinct} genes were not tested: they are not in the background`] : []),
    ...(unknown > 0 ? [`${unknown} of ${spelling.size} genes tested are in no gene set`] : []),
  ];
}

function count(values: ReadonlySet<string>, wanted: (value: string) => boolean): number {
  let total = 0;
  for (const value of values) if (wanted(value)) total++;
  return total;
}
