import type { Sparse } from "../data/sparse.ts";
import { CellScapeError } from "../errors.ts";
import type { Artifacts } from "./artifacts.ts";

/** Expression that genes are looked up in. */
export interface NamedExpression {
  /** Cells of the dataset, ascending: the rows. */
  readonly cells: Uint32Array;
  /** Genes of the dataset: the columns, and what they are called besides. */
  readonly genes: Uint32Array;
  readonly symbols: readonly string[];
  readonly expression: Sparse;
}

/**
 * What makes cells high: log expression of a gene, by its name or symbol, or a column of numbers `obs/NAME`.
 *
 * @returns [cells]
 * @throws bad-option when it is not there.
 */
export function colocalizedValues(
  { name, genes: names, obs }: Pick<Artifacts["dataset"], "name" | "genes" | "obs">,
  of: string,
  { cells, genes, symbols, expression }: NamedExpression,
): Float64Array {
  if (of.startsWith("obs/")) {
    const column = obs.columns.get(of.slice(4));
    if (column?.kind === "number") return Float64Array.from(cells, (cell) => column.values[cell]);
    const has = [...obs.columns].flatMap(([key, { kind }]) => (kind === "number" ? [key] : [])).join(", ") || "none";
    throw new CellScapeError("bad-option", `${name}: expected numbers in ${of}, got columns of numbers: ${has}`);
  }
  const known = Array.from(genes, (gene, u) => [names[gene], symbols[u]]);
  const wanted = known.findIndex((each) => each.includes(of));
  if (wanted < 0) {
    const near = [...new Set(known.flat())].filter((each) => each.toLowerCase() === of.toLowerCase());
    const hint = near.length > 0 ? `; did you mean ${near.join(", ")}?` : "; a column of numbers is named obs/COLUMN";
    throw new CellScapeError("bad-option", `${name}: expected a gene of the file, got ${of}${hint}`);
  }
  const { starts, indices, values } = expression;
  const found = new Float64Array(expression.rows);
  for (let i = 0; i < found.length; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) if (indices[e] === wanted) found[i] = values[e];
  }
  return found;
}
