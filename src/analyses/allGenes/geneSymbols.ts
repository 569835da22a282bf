import type { Column } from "../../data/table.ts";
import type { Artifacts } from "../../run/artifacts.ts";
import type { GeneNames } from "./geneNames.ts";
import { shippedSymbols } from "./symbols/shipped.ts";

/** What `--gene-names` gives. */
export interface GeneNameInput {
  readonly geneNames?: GeneNames | undefined;
}

/** Columns of var that hold gene symbols, as common tools name them. */
const symbolColumn =
  /^(gene[._ ]?(name|symbol)s?|symbols?|feature[._ ]?name|gene[._ ]?short[._ ]?name|(hgnc|mgi)[._ ]?symbol)$/i;

/**
 * What biologists call some genes: symbols of a table that the user gave, or those in var, or the genes' own names.
 *
 * @param genes of the dataset.
 * @returns a symbol for each gene, and where they are from; undefined where genes go by their own names.
 */
export function symbolsOf(
  dataset: Pick<Artifacts["dataset"], "genes" | "var">,
  genes: Uint32Array,
  geneNames: GeneNames | undefined,
): { readonly symbols: readonly string[]; readonly from: string | undefined } {
  return geneNames ? givenSymbols(dataset, genes, geneNames) : findSymbols(dataset, genes);
}

/**
 * The table of symbols that is taken: the one that the user gave, or else the one that comes with the program where the file
 * has identifiers alone.
 */
export async function geneNamesFor(
  dataset: Pick<Artifacts["dataset"], "genes" | "var">,
  given: GeneNames | undefined,
): Promise<GeneNames | undefined> {
  if (given) return given;
  const { from } = findSymbols(dataset, Uint32Array.from(dataset.genes.keys()));
  return from === undefined ? shippedSymbols(dataset.genes) : undefined;
}

/** Symbols of the genes from a table that the user gave, by identifier with or without its version. */
function givenSymbols(
  { genes: names }: Pick<Artifacts["dataset"], "genes">,
  genes: Uint32Array,
  { from, symbols }: GeneNames,
) {
  const unversioned = (name: string) => name.replace(/\.\d+$/, "");
  return {
    from,
    symbols: distinct(genes, names, (gene) => symbols.get(names[gene]) ?? symbols.get(unversioned(names[gene]))),
  };
}

/** A name that is missing or taken gives way to the gene's own. */
function distinct(
  genes: Uint32Array,
  names: readonly string[],
  symbolOf: (gene: number) => string | undefined,
): string[] {
  const seen = new Set<string>();
  return Array.from(genes, (gene) => {
    const symbol = symbolOf(gene);
    const name = symbol && !seen.has(symbol) ? symbol : names[gene];
    seen.add(name);
    return name;
  });
}

/** The names of the genes, or the symbols in var. */
function findSymbols({ genes: names, var: table }: Pick<Artifacts["dataset"], "genes" | "var">, genes: Uint32Array) {
  const own = Array.from(genes, (gene) => names[gene]);
  for (const [from, column] of table.columns) {
    const texts = symbolColumn.test(from) ? textsOf(column) : undefined;
    if (!texts) continue;
    const symbols = distinct(genes, names, texts);
    if (new Set(symbols).size === symbols.length && symbols.some((symbol, u) => symbol !== own[u])) {
      return { symbols, from: `var/${from}` };
    }
  }
  return { symbols: own, from: undefined };
}

function textsOf(column: Column): ((row: number) => string | undefined) | undefined {
  if (column.kind === "string") return (row) => column.values[row];
  if (column.kind === "category") return (row) => column.categories[column.codes[row]];
  return undefined;
}
