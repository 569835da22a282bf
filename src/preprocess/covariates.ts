import { CellScapeError, expectShape } from "../core/errors.ts";
import type { Column } from "../data/table.ts";

/** Covariates as columns of numbers. */
export interface CovariateDesign {
  /** Name of the covariate that each column belongs to. */
  readonly names: readonly string[];
  /** [n, names.length] each column with mean 0 and, over the cells, mean square 1. */
  readonly values: Float64Array;
}

/**
 * Covariates of the cells as columns of a design: numbers as they are, booleans as 0 and 1, and a category with k
 * categories in use as k - 1 columns of 0 and 1, the first being what the others are compared with. The columns are
 * centred and scaled, which changes no fit that has an intercept.
 *
 * @param cells n
 * @throws bad-shape when a column has not n values; bad-data when a value is missing or a covariate does not vary.
 */
export function covariateDesign(covariates: ReadonlyMap<string, Column>, cells: number): CovariateDesign {
  const names: string[] = [];
  const columns: Float64Array[] = [];
  for (const [name, column] of covariates) {
    for (const values of columnsOf(name, column, cells)) {
      names.push(name);
      columns.push(standardized(name, values));
    }
  }
  const values = new Float64Array(cells * names.length);
  columns.forEach((column, c) => {
    for (let i = 0; i < cells; i++) values[i * names.length + c] = column[i];
  });
  return { names, values };
}

function columnsOf(name: string, column: Column, cells: number): Float64Array[] {
  if (column.kind === "category") {
    expectShape(`covariate "${name}"`, [column.codes.length], { cells });
    expectComplete(
      name,
      column.codes.findIndex((code) => code < 0),
    );
    const used = [...new Set(column.codes)].sort((a, b) => a - b);
    if (used.length < 2) throw constant(name);
    return used.slice(1).map((code) => Float64Array.from(column.codes, (own) => (own === code ? 1 : 0)));
  }
  expectShape(`covariate "${name}"`, [column.values.length], { cells });
  if (column.kind === "number") {
    const values = Float64Array.from(column.values);
    expectComplete(
      name,
      values.findIndex((value) => !Number.isFinite(value)),
    );
    return [values];
  }
  expectComplete(name, column.values.indexOf(undefined));
  if (column.kind === "boolean") return [Float64Array.from(column.values, (value) => (value ? 1 : 0))];
  const categories = [...new Set(column.values)].sort();
  const codes = Int32Array.from(column.values, (value) => categories.indexOf(value));
  return columnsOf(name, { kind: "category", codes, categories: categories.map(String), ordered: false }, cells);
}

function standardized(name: string, values: Float64Array): Float64Array {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  if (!(square > 1e-20 * mean * mean)) throw constant(name);
  return values.map((value) => (value - mean) / Math.sqrt(square));
}

/** @param missing first cell without a value; -1 for none. */
function expectComplete(name: string, missing: number): void {
  if (missing < 0) return;
  throw new CellScapeError(
    "bad-data",
    `covariates: expected a value of "${name}" for every cell, got none for cell ${missing}; leave those cells or the covariate out`,
  );
}

function constant(name: string): CellScapeError {
  return new CellScapeError(
    "bad-data",
    `covariates: expected "${name}" to vary, got the same value in every cell; leave it out`,
  );
}
