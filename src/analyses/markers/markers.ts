import { CellScapeError, expectShape } from "../../core/errors.ts";
import type { Sparse } from "../../data/sparse.ts";
import type { CategoryColumn } from "../../data/table.ts";
import { columnChunks } from "../../math/linearAlgebra/columns.ts";
import { benjaminiHochberg } from "../../math/statistics/adjust.ts";
import { normalTail } from "../../math/statistics/distributions.ts";
import { logFoldChange, rankSumScore } from "../../math/statistics/rankSumTest.ts";
import { rankSums, rankSumsAgainst } from "../../math/statistics/ranks.ts";

/** Wilcoxon rank-sum statistics of every gene in one group of cells against other cells. All arrays in gene order. */
export interface GroupMarkers {
  readonly group: string;
  /** Cells of the group, and cells that it was compared with. */
  readonly cells: number;
  readonly otherCells: number;
  /** [p] z-scores of the rank sum; positive where the group expresses more. */
  readonly scores: Float64Array;
  /** [p] two-sided, by the normal approximation. */
  readonly pValues: Float64Array;
  /** [p] Benjamini-Hochberg over the genes. */
  readonly adjustedPValues: Float64Array;
  /** [p] log2 of (e^mean - 1 + 1e-9) over the same of the other cells. */
  readonly logFoldChanges: Float64Array;
  /** [p] fraction of cells that express the gene, in the group and in the other cells. */
  readonly fractionsIn: Float64Array;
  readonly fractionsOut: Float64Array;
  /** [p] mean log expression, in the group and in the other cells. */
  readonly meansIn: Float64Array;
  readonly meansOut: Float64Array;
  /** [p] genes from the best marker on; equal scores in gene order. */
  readonly order: Uint32Array;
}

/** Ranked genes of each group. */
export interface Markers {
  /** The group that every other was compared with; absent when each was compared with all other cells. */
  readonly reference: string | undefined;
  readonly groups: readonly GroupMarkers[];
  /** Groups left out because a test needs two cells. */
  readonly skipped: readonly string[];
}

/** What groups are compared with, and how genes are ordered. */
export interface MarkerOptions {
  /** Compare with this group instead of with all other cells. */
  readonly reference?: string;
  /** Groups wanted; all by default. The other cells of a comparison are the same either way. */
  readonly groups?: readonly string[];
  /** Shrink the variance by the ties, as the exact test needs. scanpy's default is not to. */
  readonly tieCorrection?: boolean;
  /** Order by score, or by its magnitude so that genes the group lacks rank high too. */
  readonly orderBy?: "score" | "magnitude";
}

/**
 * Marker genes of groups of cells by the Wilcoxon rank-sum test, each group against all other cells or against one.
 *
 * @param expression [n, p] natural-log expression; not modified. Stored zeros count as zeros.
 * @param groups [n]; cells without a group (-1) belong to the other cells of every one-vs-rest comparison, as in scanpy.
 * @throws bad-shape when the sizes differ; bad-option for a group that does not exist or has fewer than two cells;
 * bad-data when fewer than two groups can be compared or a value is NaN.
 * @see scanpy.tl.rank_genes_groups(method="wilcoxon", pts=True). Cost: entries x log(entries per gene).
 * @example
 * import { rankMarkers } from "cellscape/analyses";
 * import { columnOf } from "cellscape/io";
 * const { groups } = rankMarkers(expression, columnOf(refined));
 */
export function rankMarkers(
  expression: Sparse,
  groups: CategoryColumn,
  { reference, groups: wanted, tieCorrection = false, orderBy = "score" }: MarkerOptions = {},
): Markers {
  const { rows: n, columns: p } = expression;
  expectShape("groups", [groups.codes.length], { cells: n });
  const chosen = chooseGroups(groups, wanted, reference);
  const table = summarize(expression, groups, chosen.reference);
  const results = chosen.codes.map((g): GroupMarkers => {
    const others = otherGroups(table.sizes, g, chosen.reference);
    const cells = table.sizes[g];
    const otherCells = others.reduce((sum, other) => sum + table.sizes[other], 0);
    const arrays = emptyStatistics(p);
    for (let u = 0; u < p; u++) {
      const at = u * table.sizes.length;
      let otherSum = 0;
      let otherStored = 0;
      for (const other of others) {
        otherSum += table.totals[at + other];
        otherStored += table.stored[at + other];
      }
      arrays.meansIn[u] = table.totals[at + g] / cells;
      arrays.meansOut[u] = otherSum / otherCells;
      arrays.fractionsIn[u] = table.stored[at + g] / cells;
      arrays.fractionsOut[u] = otherStored / otherCells;
      arrays.logFoldChanges[u] = logFoldChange(arrays.meansIn[u], arrays.meansOut[u]);
      const ties = tieCorrection ? table.ties[at + g] : 0;
      arrays.scores[u] = rankSumScore(table.rankSums[at + g], { cells, otherCells, ties });
      arrays.pValues[u] = Math.min(1, 2 * normalTail(Math.abs(arrays.scores[u])));
    }
    const adjustedPValues = benjaminiHochberg(arrays.pValues);
    const order = orderGenes(arrays.scores, orderBy === "magnitude");
    return { group: groups.categories[g], cells, otherCells, ...arrays, adjustedPValues, order };
  });
  return { reference, groups: results, skipped: chosen.skipped };
}

function orderGenes(scores: Float64Array, magnitude: boolean): Uint32Array {
  const key = magnitude ? scores.map(Math.abs) : scores;
  return Uint32Array.from(scores, (_, u) => u).sort((u, v) => key[v] - key[u] || u - v);
}

/** What the tests need of each gene and group: [p, groups + 1], the last column for cells without a group. */
interface GeneTable {
  /** [groups + 1] cells. */
  readonly sizes: Float64Array;
  readonly totals: Float64Array;
  /** Cells whose value is not zero. */
  readonly stored: Float64Array;
  readonly rankSums: Float64Array;
  readonly ties: Float64Array;
}

function summarize(expression: Sparse, groups: CategoryColumn, reference: number | undefined): GeneTable {
  const none = groups.categories.length;
  const width = none + 1;
  const codes = Uint32Array.from(groups.codes, (code) => (code < 0 ? none : code));
  const sizes = new Float64Array(width);
  for (const code of codes) sizes[code]++;
  const empty = () => new Float64Array(expression.columns * width);
  const table = { sizes, totals: empty(), stored: empty(), rankSums: empty(), ties: empty() };
  for (const { first, starts, rows, values } of columnChunks(expression)) {
    const entryGroups = rows.map((row) => codes[row]);
    for (let c = 0; c + 1 < starts.length; c++) {
      const at = (first + c) * width;
      for (let e = starts[c]; e < starts[c + 1]; e++) {
        const value = values[e];
        if (value === 0) continue;
        if (Number.isNaN(value)) {
          throw new CellScapeError(
            "bad-data",
            `markers: expected numbers, got NaN for gene ${first + c}, cell ${rows[e]}`,
          );
        }
        table.totals[at + entryGroups[e]] += value;
        table.stored[at + entryGroups[e]]++;
      }
      const column = {
        values: values.subarray(starts[c], starts[c + 1]),
        groups: entryGroups.subarray(starts[c], starts[c + 1]),
        sizes,
      };
      const ranked = reference === undefined ? rankSums(column) : rankSumsAgainst(column, reference);
      table.rankSums.set(ranked.sums, at);
      table.ties.set(ranked.ties, at);
    }
  }
  return table;
}

/** Codes of the cells that group g is compared with, `sizes.length - 1` being the cells without a group. */
function otherGroups(sizes: Float64Array, g: number, reference: number | undefined): number[] {
  if (reference !== undefined) return [reference];
  return Array.from(sizes.keys()).filter((other) => other !== g);
}

interface Chosen {
  readonly codes: readonly number[];
  readonly reference: number | undefined;
  readonly skipped: readonly string[];
}

function chooseGroups(
  { codes, categories }: CategoryColumn,
  wanted: readonly string[] | undefined,
  reference: string | undefined,
): Chosen {
  const sizes = new Uint32Array(categories.length);
  for (const code of codes) if (code >= 0) sizes[code]++;
  const codeOf = (name: string) => {
    const code = categories.indexOf(name);
    if (code >= 0 && sizes[code] >= 2) return code;
    const got = code < 0 ? `"${name}", which is none of ${categories.join(", ")}` : `"${name}" with ${sizes[code]}`;
    throw new CellScapeError("bad-option", `markers: expected a group of at least two cells, got ${got}`);
  };
  const against = reference === undefined ? undefined : codeOf(reference);
  const requested = wanted?.map(codeOf) ?? categories.map((_, g) => g);
  const usable = requested.filter((g) => sizes[g] >= 2 && g !== against);
  const others = (g: number) => (against === undefined ? codes.length - sizes[g] : sizes[against]);
  if (usable.length === 0 || usable.some((g) => others(g) === 0)) {
    throw new CellScapeError(
      "bad-data",
      `markers: expected at least two groups of cells to compare, got ${usable.length === 0 ? "none" : `"${categories[usable[0]]}" alone`}`,
    );
  }
  const skipped = requested.filter((g) => sizes[g] < 2).map((g) => categories[g]);
  return { codes: usable, reference: against, skipped };
}

function emptyStatistics(p: number) {
  const empty = () => new Float64Array(p);
  return {
    scores: empty(),
    pValues: empty(),
    logFoldChanges: empty(),
    fractionsIn: empty(),
    fractionsOut: empty(),
    meansIn: empty(),
    meansOut: empty(),
  };
}
