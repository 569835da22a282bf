import type { Column } from "../data/table.ts";
import { normalizeLog } from "../preprocess/normalize.ts";
import { selectColumns, selectRows } from "../preprocess/select.ts";
import type { AllGenes, Artifacts, Context } from "./artifacts.ts";

/** Columns of var that hold gene symbols, as common tools name them. */
const symbolColumn =
  /^(gene[._ ]?(name|symbol)s?|symbols?|feature[._ ]?name|gene[._ ]?short[._ ]?name|(hgnc|mgi)[._ ]?symbol)$/i;

/** Log expression of every gene that passed the filter, with the names that biologists know. */
export function makeAllGenes(
  { dataset, selection, expression }: Pick<Artifacts, "dataset" | "selection" | "expression">,
  { report }: Context,
): AllGenes {
  const { cells, totals, normalize, variable } = selection;
  const genes = variable?.genes ?? selection.genes;
  const named = findSymbols(dataset, genes);
  if (named.from !== undefined) {
    report({ kind: "note", step: "allGenes", text: `gene symbols from var/${named.from}` });
  }
  const shared = { genes, symbols: named.symbols, symbolsFrom: named.from };
  if (!variable) return { ...shared, expression };
  const counts = selectColumns(selectRows(dataset.counts, cells), genes);
  return { ...shared, expression: normalize ? normalizeLog(counts, { totals }) : counts };
}

/** The names of the genes, or the symbols in var; a name that is missing or taken gives way to the gene's own. */
function findSymbols({ genes: names, var: table }: Artifacts["dataset"], genes: Uint32Array) {
  const own = Array.from(genes, (gene) => names[gene]);
  for (const [from, column] of table.columns) {
    const texts = symbolColumn.test(from) ? textsOf(column) : undefined;
    if (!texts) continue;
    const seen = new Set<string>();
    const symbols = Array.from(genes, (gene) => {
      const symbol = texts(gene);
      const name = symbol && !seen.has(symbol) ? symbol : names[gene];
      seen.add(name);
      return name;
    });
    if (new Set(symbols).size === symbols.length && symbols.some((symbol, u) => symbol !== own[u])) {
      return { symbols, from };
    }
  }
  return { symbols: own, from: undefined };
}

function textsOf(column: Column): ((row: number) => string | undefined) | undefined {
  if (column.kind === "string") return (row) => column.values[row];
  if (column.kind === "category") return (row) => column.categories[column.codes[row]];
  return undefined;
}
