import { CellScapeError, expectShape } from "../../core/errors.ts";

/** How well two partitions of the same cells agree. */
export interface Agreement {
  /** Normalised mutual information, arithmetic mean of the two entropies; 0 to 1. */
  readonly nmi: number;
  /** 1 when each cluster holds cells of one class only. */
  readonly homogeneity: number;
  /** 1 when each class lies in one cluster only. */
  readonly completeness: number;
  /** Rand index corrected for chance: 0 for random partitions, 1 for equal ones. */
  readonly ari: number;
}

/**
 * All four agreement scores of a partition against the truth, equal to scikit-learn's.
 *
 * @param truth [n] class of each cell, integers >= 0, any numbering.
 * @param labels [n] cluster of each cell, integers >= 0, any numbering.
 * @throws bad-shape when the lengths differ; bad-option for a negative label: drop unscored cells with `scoredPairs`.
 * @see sklearn.metrics `normalized_mutual_info_score`, `homogeneity_completeness_v_measure`, `adjusted_rand_score`.
 * @example
 * import { agreement } from "cellscape/domains";
 * const { nmi, ari } = agreement(truth, refined);
 */
export function agreement(truth: Int32Array, labels: Int32Array): Agreement {
  const table = contingency(truth, labels);
  const { information, rowEntropy, columnEntropy } = entropies(table);
  return {
    nmi: nmiOf(table),
    homogeneity: rowEntropy === 0 ? 1 : information / rowEntropy,
    completeness: columnEntropy === 0 ? 1 : information / columnEntropy,
    ari: ariOf(table),
  };
}

/** Normalised mutual information of two partitions (arithmetic mean); symmetric. Arguments as in `agreement`. */
export function normalizedMutualInformation(a: Int32Array, b: Int32Array): number {
  return nmiOf(contingency(a, b));
}

/**
 * Normalised mutual information of each two of some partitions.
 *
 * @param partitions each [n], as in `agreement`. Not modified.
 * @returns of two of them by their indices; computed when called.
 */
export function mutualInformationOfPairs(partitions: readonly Int32Array[]): (a: number, b: number) => number {
  const compacted = partitions.map(compact);
  return (a, b) => nmiOf(tableOf(compacted[a], compacted[b]));
}

/** Adjusted Rand index of two partitions; symmetric. Arguments as in `agreement`. */
export function adjustedRandIndex(a: Int32Array, b: Int32Array): number {
  return ariOf(contingency(a, b));
}

/**
 * The cells that both arrays label: a negative label means "not annotated" and is not scored.
 *
 * @returns both arrays without the cells where either is negative.
 * @throws bad-shape when the lengths differ.
 */
export function scoredPairs(
  truth: Int32Array,
  labels: Int32Array,
): { readonly truth: Int32Array; readonly labels: Int32Array } {
  expectShape("labels", [labels.length], { cells: truth.length });
  const kept = (_: number, i: number) => truth[i] >= 0 && labels[i] >= 0;
  return { truth: truth.filter(kept), labels: labels.filter(kept) };
}

/** The non-zero cells of the table of class against cluster. */
export interface Contingency {
  readonly total: number;
  readonly rowSizes: Int32Array;
  readonly columnSizes: Int32Array;
  /** Row, column and count of each non-zero entry, by row. */
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly counts: Int32Array;
}

/**
 * Count the pairs of labels in time and memory linear in n, whatever the number of labels. Rows and columns are the
 * labels in use, ascending.
 */
export function contingency(a: Int32Array, b: Int32Array): Contingency {
  return tableOf(compact(a), compact(b));
}

function tableOf(row: Compact, column: Compact): Contingency {
  const n = row.codes.length;
  expectShape("labels", [column.codes.length], { cells: n });
  const { rows, columns, counts } =
    row.sizes.length * column.sizes.length <= densestTable ? countedAtOnce(row, column) : countedByRow(row, column);
  return {
    total: n,
    rowSizes: row.sizes,
    columnSizes: column.sizes,
    rows: Int32Array.from(rows),
    columns: Int32Array.from(columns),
    counts: Int32Array.from(counts),
  };
}

/** Entries of a table that is counted as a whole. */
const densestTable = 1 << 12;

/** Entries above 0 by row, those of a row in the order of their first cells. */
interface Entries {
  readonly rows: ArrayLike<number>;
  readonly columns: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
}

function countedAtOnce(row: Compact, column: Compact): Entries {
  const width = column.sizes.length;
  const table = new Int32Array(row.sizes.length * width);
  const found: number[] = [];
  for (let i = 0; i < row.codes.length; i++) {
    const at = row.codes[i] * width + column.codes[i];
    if (table[at]++ === 0) found.push(at);
  }
  const rowOf = (at: number) => Math.floor(at / width);
  found.sort((x, y) => rowOf(x) - rowOf(y));
  return { rows: found.map(rowOf), columns: found.map((at) => at % width), counts: found.map((at) => table[at]) };
}

function countedByRow(row: Compact, column: Compact): Entries {
  const starts = new Int32Array(row.sizes.length + 1);
  for (let r = 0; r < row.sizes.length; r++) starts[r + 1] = starts[r] + row.sizes[r];
  const byRow = new Int32Array(row.codes.length);
  const next = starts.slice();
  for (let i = 0; i < row.codes.length; i++) byRow[next[row.codes[i]]++] = column.codes[i];

  const rows: number[] = [];
  const columns: number[] = [];
  const counts: number[] = [];
  const seen = new Int32Array(column.sizes.length);
  for (let r = 0; r < row.sizes.length; r++) {
    for (let e = starts[r]; e < starts[r + 1]; e++) seen[byRow[e]]++;
    for (let e = starts[r]; e < starts[r + 1]; e++) {
      const c = byRow[e];
      if (seen[c] === 0) continue;
      rows.push(r);
      columns.push(c);
      counts.push(seen[c]);
      seen[c] = 0;
    }
  }
  return { rows, columns, counts };
}

/** Labels as 0, 1, ... in ascending order. */
interface Compact {
  /** [n]; the labels themselves where they are so already. */
  readonly codes: Int32Array;
  /** Cells of each. */
  readonly sizes: Int32Array;
}

/** Renumber labels 0, 1, ... in ascending order. */
function compact(labels: Int32Array): Compact {
  let highest = -1;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] < 0) {
      throw new CellScapeError(
        "bad-option",
        `agreement: expected labels >= 0, got ${labels[i]} for cell ${i}; drop unlabelled cells with scoredPairs first`,
      );
    }
    if (labels[i] > highest) highest = labels[i];
  }
  if (highest > 8 * labels.length + 1024) return compactSparse(labels);
  const counts = new Int32Array(highest + 1);
  for (let i = 0; i < labels.length; i++) counts[labels[i]]++;
  const code = new Int32Array(highest + 1);
  let used = 0;
  for (let label = 0; label <= highest; label++) if (counts[label] > 0) code[label] = used++;
  if (used === highest + 1) return { codes: labels, sizes: counts };
  return { codes: labels.map((label) => code[label]), sizes: counts.filter((count) => count > 0) };
}

/** `compact` for labels far apart, where a table over their range would not fit. */
function compactSparse(labels: Int32Array): Compact {
  const code = new Map([...new Set(labels)].sort((a, b) => a - b).map((label, index) => [label, index]));
  const codes = labels.map((label) => code.get(label) ?? 0);
  const sizes = new Int32Array(code.size);
  for (const c of codes) sizes[c]++;
  return { codes, sizes };
}

/** Mutual information and the two entropies, in nats. */
function entropies({ total, rowSizes, columnSizes, rows, columns, counts }: Contingency) {
  const entropy = (sizes: Int32Array) => {
    if (sizes.length === 1) return 0;
    let sum = 0;
    for (const size of sizes) sum -= (size / total) * (Math.log(size) - Math.log(total));
    return sum;
  };
  let information = 0;
  for (let e = 0; e < counts.length; e++) {
    const ratio = Math.log(counts[e]) - Math.log(rowSizes[rows[e]]) - Math.log(columnSizes[columns[e]]);
    information += (counts[e] / total) * (ratio + Math.log(total));
  }
  // Independent partitions have exactly zero information; rounding leaves +-1e-16 or so.
  if (information < 1e-15) information = 0;
  return { information, rowEntropy: entropy(rowSizes), columnEntropy: entropy(columnSizes) };
}

function nmiOf(table: Contingency): number {
  if (table.rowSizes.length <= 1 && table.columnSizes.length <= 1) return 1;
  const { information, rowEntropy, columnEntropy } = entropies(table);
  return information === 0 ? 0 : information / ((rowEntropy + columnEntropy) / 2);
}

/** From the pair confusion: ordered pairs of cells together in both, in one, in neither. */
function ariOf({ total, rowSizes, columnSizes, counts }: Contingency): number {
  const squares = (sizes: Int32Array) => sizes.reduce((sum, size) => sum + size * size, 0);
  const both = squares(counts) - total;
  const onlyRow = squares(rowSizes) - total - both;
  const onlyColumn = squares(columnSizes) - total - both;
  const neither = total * total - total - both - onlyRow - onlyColumn;
  if (onlyRow === 0 && onlyColumn === 0) return 1;
  const cross = both * neither - onlyRow * onlyColumn;
  return (2 * cross) / ((both + onlyRow) * (onlyRow + neither) + (both + onlyColumn) * (onlyColumn + neither));
}
