import type { Dataset } from "../data/dataset.ts";
import type { Matrix } from "../data/matrix.ts";
import { CellScapeError } from "../errors.ts";
import { recognizeCounts } from "../preprocess/counts.ts";
import { filterCounts } from "../preprocess/filter.ts";
import { selectColumns } from "../preprocess/select.ts";
import { cellTotals } from "../preprocess/totals.ts";
import { variableGenes } from "../preprocess/variableGenes.ts";
import type { Artifacts, Context, Selection } from "./artifacts.ts";
import type { Config } from "./config.ts";

/**
 * Look at what the values are, then choose the cells and genes that take part, and say how many went in and came out.
 *
 * @throws bad-data for values that are no expression, or when too little is left.
 */
export function makeSelection({ dataset }: Pick<Artifacts, "dataset">, { config, report }: Context): Selection {
  const say = (text: string) => report({ kind: "note", step: "selection", text });
  const warn = (text: string) => report({ kind: "warning", step: "selection", text });
  for (const note of dataset.notes) say(note);

  const kind = recognizeCounts(dataset.counts, { cells: dataset.cells, genes: dataset.genes });
  say(`${dataset.countsFrom}: ${kind.description}`);
  const normalize = config.normalize === "auto" ? kind.needsLog : config.normalize === "yes";
  if (kind.kind === "scaled" && config.normalize !== "no") throw negative(dataset);
  if (!kind.raw) warn(`counts are expected and these are not; ${treatment(normalize)}`);

  const minCells = config.minCells ?? (dataset.genes.length > config.genes ? 3 : 1);
  const minCounts = kind.kind === "scaled" ? Number.NEGATIVE_INFINITY : config.minCounts;
  const { counts, cells, genes, description } = filterCounts(dataset.counts, { minCounts, minCells });
  say(description);
  if (cells.length < dataset.cells.length) {
    warn(`${dataset.cells.length - cells.length} cells have too few counts and get no domain; they stay in the result`);
  }
  expectCells(dataset, cells.length, config);

  const totals = cellTotals(counts);
  const shared = { cells, totals, normalize, positions: rowsOf(dataset.positions, cells) };
  if (genes.length <= config.genes) return { ...shared, counts, genes, variable: undefined };
  const variable = variableGenes(counts, { top: config.genes });
  say(`${config.genes} most variable of ${genes.length} genes are used (seurat_v3)`);
  return {
    ...shared,
    counts: selectColumns(counts, variable.selected),
    genes: variable.selected.map((gene) => genes[gene]),
    variable: { ...variable, genes },
  };
}

function treatment(normalize: boolean): string {
  return normalize
    ? "they are normalised all the same (--normalize no leaves them)"
    : "they are used as they are, not normalised again";
}

function negative({ name, countsFrom }: Dataset): CellScapeError {
  const way =
    "name the matrix of raw counts with --counts (cellscape inspect lists them), or use these values as they are with --normalize no";
  return new CellScapeError(
    "bad-data",
    `${name}: expected counts of 0 or more in ${countsFrom}, got negative values; ${way}`,
  );
}

function expectCells({ name }: Dataset, n: number, { domains, neighbors }: Config): void {
  const least = Math.max(domains === "auto" ? 2 : domains, neighbors) + 1;
  if (n >= least) return;
  const why = `${neighbors} neighbours a cell${domains === "auto" ? "" : ` and ${domains} domains`}`;
  throw new CellScapeError("bad-data", `${name}: expected at least ${least} cells for ${why}, got ${n}`);
}

function rowsOf({ columns, values }: Matrix, rows: Uint32Array): Matrix {
  const chosen = new Float64Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < columns; j++) chosen[i * columns + j] = values[rows[i] * columns + j];
  }
  return { rows: rows.length, columns, values: chosen };
}
