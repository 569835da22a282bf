import { CellScapeError } from "../../core/errors.ts";
import { silentTask, type Task } from "../../core/task.ts";
import { benjaminiHochberg } from "../../math/statistics/adjust.ts";
import { normalTail } from "../../math/statistics/distributions.ts";
import { logFoldChange, rankSumScore } from "../../math/statistics/rankSumTest.ts";
import { rankSums } from "../../math/statistics/ranks.ts";
import type { GeneColumns } from "../genes/geneColumns.ts";

/** Wilcoxon rank-sum statistics of every gene in a selection against other cells; the numbers of `rankMarkers`. */
export interface SelectionMarkers {
  readonly cells: number;
  readonly otherCells: number;
  /** [p] z-scores; positive where the selection expresses more. NaN for genes not yet tested. */
  readonly scores: Float64Array;
  /** [p] log2 fold changes of the means. */
  readonly logFoldChanges: Float64Array;
  /** [p] share of cells that express the gene, inside and outside. */
  readonly fractionsIn: Float64Array;
  readonly fractionsOut: Float64Array;
  /** [p] two-sided, Benjamini-Hochberg over all genes; NaN until all are tested. */
  readonly adjustedPValues: Float64Array;
  /** Tested genes, the best marker first; equal scores in the order of genes. */
  readonly order: Uint32Array;
}

/** Groups of cells, a byte each. */
const inSelection = 0;
const outside = 1;
const neither = 2;

/** Genes after which the best so far are reported for the first time. */
const firstGenes = 32;

/**
 * Marker genes of a selection, from genes by column: genes whose means differ most are tested first, so that the best are
 * known early.
 *
 * @param selected [n] 1 for cells of the selection.
 * @param against [n] 1 for cells that it is compared with; all others where undefined. Cells of both count as selected.
 * @param onFirst is given what is known after the genes that differ most.
 * @throws bad-data where a side has fewer than two cells.
 * @see rankMarkers. Cost: entries x log(entries per gene).
 */
export async function selectionMarkers(
  genes: GeneColumns,
  { selected, against }: { readonly selected: Uint8Array; readonly against: Uint8Array | undefined },
  onFirst: (markers: SelectionMarkers) => void = () => undefined,
  task: Task = silentTask,
): Promise<SelectionMarkers> {
  const p = genes.names.length;
  const groups = groupsOf(genes, selected, against);
  const sizes = [0, 0, 0];
  for (const group of groups) sizes[group]++;
  const [cells, otherCells] = sizes;
  if (cells < 2 || otherCells < 2) {
    const got = `${cells} selected and ${otherCells} others`;
    throw new CellScapeError(
      "bad-data",
      `markers: expected at least two cells with expression on both sides, got ${got}`,
    );
  }
  const empty = () => new Float64Array(p).fill(Number.NaN);
  const found = {
    ...{ cells, otherCells, scores: empty(), logFoldChanges: empty() },
    ...{ fractionsIn: empty(), fractionsOut: empty(), adjustedPValues: empty() },
  };
  const differences = await compareMeans(genes, groups, found, task.part(0, 0.2));
  const order = Uint32Array.from(differences.keys()).sort((u, v) => differences[v] - differences[u] || u - v);
  for (let done = 0; done < p; done++) {
    testGene(genes, order[done], groups, found);
    if (done + 1 === firstGenes && p > 2 * firstGenes) onFirst({ ...copied(found), order: bestFirst(found.scores) });
    await task.update(0.2 + (0.8 * (done + 1)) / p);
  }
  const pValues = found.scores.map((score) => Math.min(1, 2 * normalTail(Math.abs(score))));
  return { ...found, adjustedPValues: benjaminiHochberg(pValues), order: bestFirst(found.scores) };
}

function groupsOf({ known }: GeneColumns, selected: Uint8Array, against: Uint8Array | undefined): Uint8Array {
  const groups = new Uint8Array(selected.length);
  for (let i = 0; i < groups.length; i++) {
    const side = selected[i] === 1 ? inSelection : against === undefined || against[i] === 1 ? outside : neither;
    groups[i] = known && known[i] === 0 ? neither : side;
  }
  return groups;
}

type Statistics = Omit<SelectionMarkers, "order">;

/** Means and shares of all genes; gives how far the means are apart. */
async function compareMeans(
  { names, starts, rows, values }: GeneColumns,
  groups: Uint8Array,
  into: Statistics,
  task: Task,
): Promise<Float64Array> {
  const differences = new Float64Array(names.length);
  for (let u = 0; u < names.length; u++) {
    const totals = [0, 0, 0];
    const stored = [0, 0, 0];
    for (let e = starts[u]; e < starts[u + 1]; e++) {
      if (values[e] === 0) continue;
      const group = groups[rows[e]];
      totals[group] += values[e];
      stored[group]++;
    }
    const means = [totals[inSelection] / into.cells, totals[outside] / into.otherCells];
    into.fractionsIn[u] = stored[inSelection] / into.cells;
    into.fractionsOut[u] = stored[outside] / into.otherCells;
    into.logFoldChanges[u] = logFoldChange(means[0], means[1]);
    differences[u] = Math.abs(means[0] - means[1]);
    await task.update(u / names.length);
  }
  return differences;
}

function testGene({ starts, rows, values }: GeneColumns, u: number, groups: Uint8Array, into: Statistics): void {
  const count = starts[u + 1] - starts[u];
  const own = new Float32Array(count);
  const sides = new Uint8Array(count);
  let m = 0;
  for (let e = starts[u]; e < starts[u + 1]; e++) {
    const group = groups[rows[e]];
    if (group === neither) continue;
    own[m] = values[e];
    sides[m++] = group;
  }
  const { cells, otherCells } = into;
  const column = { values: own.subarray(0, m), groups: sides, sizes: [cells, otherCells] };
  into.scores[u] = rankSumScore(rankSums(column).sums[inSelection], { cells, otherCells, ties: 0 });
}

function bestFirst(scores: Float64Array): Uint32Array {
  const tested = [...scores.keys()].filter((u) => !Number.isNaN(scores[u]));
  return Uint32Array.from(tested.sort((u, v) => scores[v] - scores[u] || u - v));
}

/** What is reported early must not change afterwards. */
const copied = (found: Statistics): Statistics => ({ ...found, scores: found.scores.slice() });
