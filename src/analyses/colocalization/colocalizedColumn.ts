import { CellScapeError } from "../../core/errors.ts";
import type { Sparse } from "../../data/sparse.ts";
import type { Artifacts } from "../../run/artifacts.ts";
import type { GeneNames } from "../allGenes/geneNames.ts";
import { symbolsOf } from "../allGenes/geneSymbols.ts";
import type { ColocalizedColumn } from "./made.ts";

export interface LookUp {
  /** Genes of the dataset that are analysed. */
  readonly genes: Uint32Array;
  readonly geneNames?: GeneNames | undefined;
  /** The option that names the column, for refusals. */
  readonly flag: string;
}

/**
 * What makes cells high: a gene by its name or symbol, or a column of numbers `obs/NAME`.
 *
 * @throws bad-option when it is not there, or the gene was filtered out.
 */
export function colocalizedColumn(
  dataset: Pick<Artifacts["dataset"], "name" | "genes" | "obs" | "var">,
  of: string,
  { genes, geneNames, flag }: LookUp,
): ColocalizedColumn {
  const { name, obs, genes: names } = dataset;
  const refuse = (text: string) => new CellScapeError("bad-option", `${flag}: ${text}`);
  if (of.startsWith("obs/")) {
    const column = obs.columns.get(of.slice(4));
    if (column?.kind === "number") return { kind: "obs", name: of.slice(4), values: column.values };
    const has = [...obs.columns].flatMap(([key, { kind }]) => (kind === "number" ? [key] : [])).join(", ") || "none";
    throw refuse(`expected a column of numbers in obs of ${name} (${has}), got ${of}`);
  }
  const { symbols } = symbolsOf(dataset, genes, geneNames);
  const at = genes.findIndex((gene, u) => names[gene] === of || symbols[u] === of);
  if (at >= 0) return { kind: "gene", name: of, gene: at };
  const every = symbolsOf(dataset, Uint32Array.from(names.keys()), geneNames).symbols;
  if (names.includes(of) || every.includes(of)) {
    throw refuse(`expected a gene that is analysed, got ${of} of ${name}, which was filtered out; lower --min-cells`);
  }
  const near = [...new Set([...names, ...every])].filter((each) => each.toLowerCase() === of.toLowerCase());
  const hint = near.length > 0 ? `; did you mean ${near.join(", ")}?` : "; a column of numbers is named obs/COLUMN";
  throw refuse(`expected a gene of ${name}, got ${of}${hint}`);
}

/**
 * @param cells of the dataset: the rows of the expression, whose columns are the genes that were looked up.
 * @returns [cells] log expression of the gene, or the numbers in obs.
 */
export function colocalizedValues(column: ColocalizedColumn, cells: Uint32Array, expression: Sparse): Float64Array {
  if (column.kind === "obs") return Float64Array.from(cells, (cell) => column.values[cell]);
  const { starts, indices, values } = expression;
  const found = new Float64Array(expression.rows);
  for (let i = 0; i < found.length; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) if (indices[e] === column.gene) found[i] = values[e];
  }
  return found;
}
