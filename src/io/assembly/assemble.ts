import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Sparse } from "../../data/sparse.ts";
import type { Table } from "../../data/table.ts";
import type { FoundPositions } from "./positions.ts";
import { tidyRows } from "./tidyRows.ts";
import { tissueOnly } from "./tissueOnly.ts";
import { uniqueNames } from "./uniqueNames.ts";

/** What a reader found, not yet checked as a whole. */
export interface Parts {
  readonly name: string;
  /** [n] names as stored. */
  readonly cells: readonly string[];
  /** [p] names as stored. */
  readonly genes: readonly string[];
  /** [n, p] columns of a row in any order, possibly more than once. */
  readonly counts: Sparse;
  readonly countsFrom: string;
  readonly positions: FoundPositions;
  readonly obs: Table;
  readonly var: Table;
  /** True when the values are intensities of proteins rather than counts. */
  readonly intensities?: boolean;
  /** Micrometres in one unit of the positions, where the format states it. */
  readonly unitUm?: number;
  readonly notes: readonly string[];
  /** Cells, genes and counts of the input that are left out, which and why, one sentence each. */
  readonly losses?: readonly string[];
}

/**
 * A data set from its parts: names made unique, rows sorted, entries of one cell and gene summed, each with a note.
 * What is no cell of the tissue and no gene is left out, as `tissueOnly` says.
 *
 * @throws bad-data when there are no cells or no genes, or a value or a position is not a finite number; a position may be
 * missing (NaN).
 */
export function assemble({ positions, notes, losses = [], ...parts }: Parts): Dataset {
  for (const what of ["cells", "genes"] as const) {
    if (parts[what].length > 0) continue;
    throw new CellScapeError("bad-data", `${parts.name}: expected at least one of its ${what}, got 0`);
  }
  const [cells, genes] = [uniqueNames(parts.cells), uniqueNames(parts.genes)];
  const { matrix: counts, merged } = tidyRows(parts.counts);
  expectFinite(parts.name, counts, cells.names, genes.names);
  const wrong = positions.positions.values.findIndex((value) => Math.abs(value) === Number.POSITIVE_INFINITY);
  if (wrong >= 0) {
    const cell = cells.names[Math.floor(wrong / 2)];
    const got = `${positions.positions.values[wrong]} for cell ${cell}`;
    throw new CellScapeError("bad-data", `${parts.name}: ${positions.from}: expected finite positions, got ${got}`);
  }
  const summed =
    merged > 0 ? [`${merged} entries occurred more than once for their cell and gene, and were summed`] : [];
  return tissueOnly({
    ...parts,
    cells: cells.names,
    genes: genes.names,
    counts,
    positions: positions.positions,
    positionsFrom: positions.from,
    losses,
    notes: [
      ...notes,
      ...summed,
      ...positions.notes,
      ...renamed("cell", cells.changed),
      ...renamed("gene", genes.changed),
    ],
  });
}

/**
 * The note on names that had to be changed; nothing when none had to.
 *
 * @param more what else is to be known of it, in words.
 */
export function renamed(what: string, changed: number, more = ""): string[] {
  if (changed === 0) return [];
  return [`${changed} ${what} name${changed === 1 ? "" : "s"} occurred before; made unique with -1, -2, ...${more}`];
}

function expectFinite(name: string, counts: Sparse, cells: readonly string[], genes: readonly string[]): void {
  const wrong = counts.values.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return;
  const cell = counts.starts.findIndex((start) => start > wrong) - 1;
  const place = `cell ${cells[cell]}, gene ${genes[counts.indices[wrong]]}`;
  const expected = "finite numbers up to 3.4e38 (single precision)";
  throw new CellScapeError("bad-data", `${name}: expected ${expected}, got ${counts.values[wrong]} for ${place}`);
}
