import { CellScapeError, expectShape } from "../../core/errors.ts";
import { createRandom, type Random } from "../../core/random.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Graph } from "../../data/graph.ts";
import type { CategoryColumn } from "../../data/table.ts";
import { labelShuffler } from "../../math/statistics/shuffle.ts";

/** Which categories of cells neighbour each other more often than chance. */
export interface NeighborhoodEnrichment {
  readonly categories: readonly string[];
  /** [categories, categories] edges from a cell of the row's category to one of the column's; symmetric. */
  readonly counts: Float64Array;
  /** [categories, categories] mean count over the permutations. */
  readonly expected: Float64Array;
  /** [categories, categories] (count - expected) / deviation; NaN where no permutation differs. */
  readonly zScores: Float64Array;
}

export interface NeighborhoodOptions {
  readonly permutations?: number;
  /** [n] section of each cell: labels are shuffled within a section. */
  readonly sections?: Int32Array;
}

/** Permutations between two updates of the task. */
const pieceTrials = 10;

/**
 * Neighbourhood enrichment: count the edges between categories, against the same labels shuffled over the cells.
 * Cells without a category are left out.
 *
 * @param graph of the n cells.
 * @param groups [n]
 * @throws bad-shape when the sizes differ; bad-data for fewer than two categories; bad-option without permutations.
 * @see squidpy.gr.nhood_enrichment. Cost: edges x permutations.
 */
export async function neighborhoodEnrichment(
  graph: Graph,
  groups: CategoryColumn,
  { permutations = 1000, sections }: NeighborhoodOptions = {},
  rng: Random = createRandom(0),
  task: Task = silentTask,
): Promise<NeighborhoodEnrichment> {
  const n = groups.codes.length;
  expectShape("graph", [graph.starts.length - 1], { cells: n });
  if (sections) expectShape("sections", [sections.length], { cells: n });
  const c = groups.categories.length;
  if (c < 2) throw new CellScapeError("bad-data", `neighbourhoods: expected at least two categories, got ${c}`);
  if (!Number.isInteger(permutations) || permutations < 1) {
    throw new CellScapeError("bad-option", `neighbourhoods: expected at least one permutation, got ${permutations}`);
  }
  const { heads, tails } = edgesOf(graph);
  const counts = new Float64Array(c * c);
  countEdgesInto(counts, heads, tails, groups.codes);
  const shuffle = labelShuffler(groups.codes, sections, rng);
  const shuffled = new Float64Array(c * c);
  const sums = new Float64Array(c * c);
  const squares = new Float64Array(c * c);
  for (let k = 0; k < permutations; k++) {
    countEdgesInto(shuffled, heads, tails, shuffle());
    for (let pair = 0; pair < c * c; pair++) {
      const difference = shuffled[pair] - counts[pair];
      sums[pair] += difference;
      squares[pair] += difference * difference;
    }
    if ((k + 1) % pieceTrials === 0) await task.update((k + 1) / permutations);
  }
  const expected = counts.map((count, pair) => count + sums[pair] / permutations);
  const zScores = counts.map((count, pair) => {
    const mean = sums[pair] / permutations;
    return (count - expected[pair]) / Math.sqrt(squares[pair] / permutations - mean * mean);
  });
  return { categories: groups.categories, counts, expected, zScores };
}

/** The cells of each edge, once. */
function edgesOf({ starts, targets }: Graph): { readonly heads: Uint32Array; readonly tails: Uint32Array } {
  const heads = new Uint32Array(targets.length / 2);
  const tails = new Uint32Array(targets.length / 2);
  let count = 0;
  for (let i = 0; i + 1 < starts.length; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      if (targets[e] < i) continue;
      heads[count] = i;
      tails[count++] = targets[e];
    }
  }
  return { heads, tails };
}

/** Edges between categories, each from both ends. */
function countEdgesInto(counts: Float64Array, heads: Uint32Array, tails: Uint32Array, codes: Int32Array): void {
  const c = Math.sqrt(counts.length);
  const once = new Uint32Array(c * c);
  for (let e = 0; e < heads.length; e++) {
    const [one, other] = [codes[heads[e]], codes[tails[e]]];
    if (one >= 0 && other >= 0) once[one * c + other]++;
  }
  for (let a = 0; a < c; a++) for (let b = 0; b < c; b++) counts[a * c + b] = once[a * c + b] + once[b * c + a];
}
