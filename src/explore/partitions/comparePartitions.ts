import { CellScapeError } from "../../core/errors.ts";
import type { CategoryColumn } from "../../data/table.ts";
import { adjustedRandIndex, contingency, normalizedMutualInformation } from "../../math/statistics/agreement.ts";
import { assign } from "../../math/statistics/assignment.ts";

/** Groups of the same cells by two columns. */
export interface ComparedPartitions {
  /** Adjusted Rand index and normalised mutual information (arithmetic mean) of the cells that both columns label. */
  readonly ari: number;
  readonly nmi: number;
  /** Cells that both label, and those that one or both do not. */
  readonly labelled: number;
  readonly unlabelled: number;
  /** Groups of the first column, in its order, and of the second in the order of their partners; those that label a cell. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** [rows, columns] cells, row-major. */
  readonly counts: Uint32Array;
  /** [rows] column that a group is paired with, one to one so that the most cells agree; -1 for none. */
  readonly partner: Int32Array;
  /** Cells whose groups are not paired with each other. */
  readonly differing: number;
  /** [n] 1 for cells that differ; 0 for others and for cells without a label. */
  readonly differs: Uint8Array;
}

/**
 * Compare two partitions of the same cells.
 *
 * @throws bad-shape where they have another number of cells; bad-data where no cell is labelled by both.
 */
export function comparePartitions(
  a: Pick<CategoryColumn, "codes" | "categories">,
  b: Pick<CategoryColumn, "codes" | "categories">,
): ComparedPartitions {
  const n = a.codes.length;
  if (b.codes.length !== n) {
    throw new CellScapeError("bad-shape", `partitions: expected [cells=${n}], got [${b.codes.length}]`);
  }
  const both = Uint32Array.from(a.codes.keys()).filter((i) => a.codes[i] >= 0 && b.codes[i] >= 0);
  if (both.length === 0) {
    throw new CellScapeError("bad-data", "partitions: expected cells with a group in both columns, got none");
  }
  const labels = [a, b].map(({ codes }) => Int32Array.from(both, (i) => codes[i])) as [Int32Array, Int32Array];
  const { rowSizes, columnSizes, ...entries } = contingency(...labels);
  const [rowGroups, columnGroups] = labels.map((each) => [...new Set(each)].sort((x, y) => x - y));
  const [height, width] = [rowSizes.length, columnSizes.length];
  const unordered = new Float64Array(height * width);
  entries.counts.forEach((count, e) => {
    unordered[entries.rows[e] * width + entries.columns[e]] = count;
  });
  const paired = assign({ rows: height, columns: width, values: unordered.map((count) => -count) });
  const order = [...paired.filter((column) => column >= 0)];
  for (let column = 0; column < width; column++) if (!order.includes(column)) order.push(column);
  const place = Int32Array.from(order.keys(), (column) => order.indexOf(column));
  const counts = new Uint32Array(height * width);
  unordered.forEach((count, at) => {
    counts[at - (at % width) + place[at % width]] = count;
  });
  const partnerOf = new Map(
    Array.from(paired, (column, row) => [rowGroups[row], column < 0 ? -1 : columnGroups[column]] as const),
  );
  const differs = new Uint8Array(n);
  let differing = 0;
  both.forEach((cell) => {
    if (partnerOf.get(a.codes[cell]) === b.codes[cell]) return;
    differs[cell] = 1;
    differing++;
  });
  return {
    ari: adjustedRandIndex(...labels),
    nmi: normalizedMutualInformation(...labels),
    ...{ labelled: both.length, unlabelled: n - both.length, counts, differing, differs },
    rows: rowGroups.map((code) => a.categories[code]),
    columns: order.map((column) => b.categories[columnGroups[column]]),
    partner: paired.map((column) => (column < 0 ? -1 : place[column])),
  };
}
