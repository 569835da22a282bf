import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import { groupsOf } from "../../data/groups.ts";
import { insideRings } from "../../math/plane/insideRings.ts";
import type { HintArea, HintAreas, HintInput, NamedHints } from "./hintFile.ts";
import type { HintOptions } from "./options.ts";

/** Texts of a column that stand for a gap, beside missing values. */
const gaps = new Set(["", "nan", "NaN", "NA", "undetermined"]);

/** Cells of the data set and the label of each. */
export type LabelledCells = ReadonlyMap<number, string>;

/**
 * The cells that are labelled by the file or the column, whether they are analysed or not.
 *
 * @throws bad-option for both or an unknown column; bad-data for unknown cells, cells with two labels, and areas without a cell.
 */
export function labelledCells(dataset: Dataset, options: HintOptions, { hints }: HintInput): LabelledCells {
  const { hintsColumn } = options;
  if (hints && hintsColumn !== undefined) {
    throw new CellScapeError("bad-option", "--hints: expected a file or --hints-column, got both; leave one out");
  }
  if (hintsColumn !== undefined) return ofColumn(dataset, hintsColumn);
  if (!hints) return new Map();
  return hints.kind === "cells" ? ofNames(dataset, hints) : ofAreas(dataset, hints);
}

function ofColumn({ name, obs }: Dataset, given: string): LabelledCells {
  const key = given.replace(/^obs\//, "");
  const column = obs.columns.get(key);
  if (!column) {
    const has = [...obs.columns.keys()].join(", ") || "no columns";
    throw new CellScapeError(
      "bad-option",
      `--hints-column: expected a column of obs of ${name}, got ${key}; it has ${has}`,
    );
  }
  const { codes, categories } = groupsOf(column, `--hints-column ${key}`);
  const labelled = new Map<number, string>();
  codes.forEach((code, cell) => {
    const label = categories[code];
    if (label !== undefined && !gaps.has(label)) labelled.set(cell, label);
  });
  if (labelled.size > 0) return labelled;
  throw new CellScapeError("bad-data", `--hints-column ${key}: expected labels of some cells, got none`);
}

function ofNames({ name, cells }: Dataset, { from, rows }: NamedHints): LabelledCells {
  const rowOf = new Map(cells.map((cell, row) => [cell, row]));
  const unknown = rows.filter(({ cell }) => !rowOf.has(cell));
  if (unknown.length > 0) {
    const [{ cell, line }] = unknown;
    const more = unknown.length > 1 ? ` and ${unknown.length - 1} more` : "";
    const expected = `cells of ${name} (such as ${cells[0]})`;
    throw new CellScapeError(
      "bad-data",
      `--hints ${from}: expected ${expected}, got ${cell} in line ${line}${more}; use the names of obs`,
    );
  }
  const labelled = new Map<number, string>();
  for (const { cell, label, line } of rows) {
    const row = rowOf.get(cell) ?? -1;
    const before = labelled.get(row);
    if (before !== undefined && before !== label) {
      const got = `${before} and, in line ${line}, ${label}`;
      throw new CellScapeError("bad-data", `--hints ${from}: expected one label of cell ${cell}, got ${got}`);
    }
    labelled.set(row, label);
  }
  return labelled;
}

function ofAreas({ name, positions, samples }: Dataset, { from, areas }: HintAreas): LabelledCells {
  const labelled = new Map<number, string>();
  for (const [at, area] of areas.entries()) {
    const sample = sampleOf(area, samples?.names, { from, at });
    let inside = 0;
    const encloses = insideRings(area.rings);
    for (let i = 0; i < positions.rows; i++) {
      if (sample >= 0 && samples && samples.codes[i] !== sample) continue;
      if (!encloses(positions.values[2 * i], positions.values[2 * i + 1])) continue;
      inside++;
      const before = labelled.get(i);
      if (before !== undefined && before !== area.label) {
        const expected = `areas of different labels apart`;
        throw new CellScapeError(
          "bad-data",
          `--hints ${from}: expected ${expected}, got ${before} and ${area.label} over one cell`,
        );
      }
      labelled.set(i, area.label);
    }
    if (inside > 0) continue;
    const where = `positions from ${spanOf(positions.values, 0)} in x and ${spanOf(positions.values, 1)} in y`;
    throw new CellScapeError(
      "bad-data",
      `--hints ${from}: expected cells in area ${at + 1} (${area.label}), got none; ${name} has ${where}`,
    );
  }
  return labelled;
}

function sampleOf(
  { sample, label }: HintArea,
  names: readonly string[] | undefined,
  { from, at }: { readonly from: string; readonly at: number },
): number {
  if (names === undefined) return -1;
  const code = names.indexOf(sample ?? "");
  if (code >= 0) return code;
  const got = sample === undefined ? "none" : sample;
  throw new CellScapeError(
    "bad-data",
    `--hints ${from}: expected a property sample (${names.join(", ")}) of area ${at + 1} (${label}), got ${got}`,
  );
}

function spanOf(values: ArrayLike<number>, axis: number): string {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let at = axis; at < values.length; at += 2) {
    least = Math.min(least, values[at]);
    most = Math.max(most, values[at]);
  }
  return `${Number(least.toPrecision(4))} to ${Number(most.toPrecision(4))}`;
}
