import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import { labelAt } from "../../data/labels.ts";
import type { CategoryColumn } from "../../data/table.ts";
import { obsColumn } from "../../run/labels.ts";
import { type ContrastText, sidesOf } from "./sides.ts";

/** A label of each cell, or none, and what the labels are. */
export interface Labels {
  readonly of: readonly (string | undefined)[];
  /** Those that there are, in order. */
  readonly all: readonly string[];
  readonly what: string;
}

export function labelsOfGroups({ codes, categories }: CategoryColumn, what: string): Labels {
  return { of: Array.from(codes, (code) => categories[code]), all: categories, what };
}

/**
 * The labels of some cells in a column of obs.
 *
 * @throws bad-option when there is no such column.
 */
export function labelsOfColumn(dataset: Dataset, cells: ArrayLike<number>, column: string): Labels {
  const values = obsColumn(dataset, column, "contrast");
  const of = Array.from(cells, (cell) => labelAt(values, cell));
  const present = new Set(of.filter((label) => label !== undefined));
  const all = [...present].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return { of, all, what: `obs/${column}` };
}

/**
 * The two groups of cells of a contrast as a column: 1 on the first side, 0 on the second, -1 on neither.
 *
 * @throws bad-option when a side names no label, or has fewer than two cells, which a test needs.
 */
export function contrastColumn(requested: ContrastText, { of, all, what }: Labels) {
  const { up, down } = sidesOf(requested, all, what);
  const sideOf = (label: string | undefined) => {
    if (label === undefined) return -1;
    if (up.includes(label)) return 1;
    return down.includes(label) ? 0 : -1;
  };
  const codes = Int32Array.from(of, sideOf);
  for (const [code, side] of [down, up].entries()) {
    const cells = codes.reduce((sum, each) => sum + (each === code ? 1 : 0), 0);
    if (cells >= 2) continue;
    const expected = `at least two cells with ${what} ${side.join(", ")}`;
    throw new CellScapeError("bad-option", `--contrast ${requested.text}: expected ${expected}, got ${cells}`);
  }
  const column: CategoryColumn = { kind: "category", codes, categories: ["down", "up"], ordered: false };
  return { up, down, column };
}
