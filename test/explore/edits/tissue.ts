import { CellScapeError } from "../../../src/core/errors.ts";
import type { Column } from "../../../src/data/table.ts";
import type { EditedTissue } from "../../../src/explore/edits/editKind.ts";
import type { Labelled } from "../../../src/explore/edits/labelled.ts";
import { resultKeys } from "../../../src/run/resultKeys.ts";

/** Cells on a line at x = 0, 1, 2, ... with y = 0, named c0, c1, ... */
export function lineTissue(cells: number, more: Partial<EditedTissue> = {}): EditedTissue {
  const positions = new Float64Array(2 * cells);
  for (let i = 0; i < cells; i++) positions[2 * i] = i;
  return {
    cells: Array.from({ length: cells }, (_, i) => `c${i}`),
    positions: { rows: cells, columns: 2, values: positions },
    keys: resultKeys(),
    drawn: async (layout) => (layout === "Tissue" ? Float32Array.from(positions) : undefined),
    layout: async (key) => {
      throw new CellScapeError("bad-option", `expected obsm/${key}, got none`);
    },
    ...more,
  };
}

/** A column from the names of groups; empty for none. */
export function groups(...labels: readonly string[]): Column {
  const categories = [...new Set(labels.filter((label) => label !== ""))].sort();
  const codes = Int32Array.from(labels, (label) => categories.indexOf(label));
  return { kind: "category", codes, categories, ordered: false };
}

export function labelledBy(
  columns: Readonly<Record<string, Column>>,
  colors: Readonly<Record<string, readonly string[]>> = {},
): Labelled {
  return { columns: new Map(Object.entries(columns)), colors: new Map(Object.entries(colors)) };
}

/** The group of each cell, empty for none. */
export function labelsIn({ columns }: Labelled, name: string): string[] {
  const column = columns.get(name);
  if (column?.kind !== "category") throw new Error(`expected groups in ${name}`);
  return Array.from(column.codes, (code) => column.categories[code] ?? "");
}

/** A square around some cells of the line. */
export const around = (from: number, to: number): [number, number][] => [
  [from - 0.5, -1],
  [to + 0.5, -1],
  [to + 0.5, 1],
  [from - 0.5, 1],
];
