import type { Column } from "../data/table.ts";
import { normalizeLog } from "../preprocess/normalize.ts";
import { selectColumns, selectRows } from "../preprocess/select.ts";
import type { AllGenes, Artifacts, Context } from "./artifacts.ts";
import { areEnsembl } from "./geneIdentifiers.ts";

/** Columns of var that hold gene symbols, as common tools name them. */
const symbolColumn =
  /^(gene[._ ]?(name|symbol)s?|symbols?|feature[._ ]?name|gene[._ ]?short[._ ]?name|(hgnc|mgi)[._ ]?symbol)$/i;

/** Log expression of every gene that passed the filter, with the names that biologists know. */
export function makeAllGenes(
  { dataset, selection, expression }: Pick<Artifacts, "dataset" | "selection" | "expression">,
  { report, geneNames }: Context,
): AllGenes {
  const { cells, totals, normalize, variable } = selection;
  const genes = variable?.genes ?? selection.genes;
  const named = geneNames ? givenSymbols(dataset, genes, geneNames) : findSymbols(dataset, genes);
  if (named.from !== undefined) {
    const renamed = named.symbols.filter((symbol, u) => symbol !== dataset.genes[genes[u]]).length;
    const text = `gene symbols from ${named.from}, for ${renamed} of ${genes.length} genes`;
    report({ kind: "note", step: "allGenes", text });
  } else if (areEnsembl(named.symbols)) {
    const text = "genes go by Ensembl identifiers; --gene-names FILE.tsv gives them symbols";
    report({ kind: "note", step: "allGenes", text });
  }
  const shared = { genes, symbols: named.symbols, symbolsFrom: named.from };
  if (!variable) return { ...shared, expression };
  const counts = selectColumns(selectRows(dataset.counts, cells), genes);
  return { ...shared, expression: normalize ? normalizeLog(counts, { totals }) : counts };
}

/** Symbols of the genes from a table that the user gave, by identifier with or without its version. */
function givenSymbols(
  { genes: names }: Artifacts["dataset"],
  genes: Uint32Array,
  { from, symbols }: NonNullable<Context["geneNames"]>,
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
function findSymbols({ genes: names, var: table }: Artifacts["dataset"], genes: Uint32Array) {
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
