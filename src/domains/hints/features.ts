import { pickRows } from "../../cluster/columns.ts";
import type { Random } from "../../core/random.ts";
import type { Task } from "../../core/task.ts";
import type { Graph } from "../../data/graph.ts";
import type { Matrix } from "../../data/matrix.ts";
import { principalBasis, principalComponents, principalScores } from "../../math/linearAlgebra/pca.ts";
import { smooth } from "../../spatial/smooth.ts";
import { featureRows, featureScores } from "../featureSets.ts";
import { byCells } from "../policy.ts";
import type { LeadingRows } from "./discriminants.ts";
import type { EnsemblePolicy } from "./policy.ts";

/** What is known of the cells without labels. */
export interface HintTissue {
  /** [n, d] the embedding. */
  readonly embedding: Matrix;
  /** [n, p] expression, or principal components of it. */
  readonly expression: Matrix;
  /** [n, 2] in any unit. */
  readonly positions: Matrix;
  /** The spatial graph of the n cells. */
  readonly graph: Graph;
  /** [n] section of each cell, codes >= 0; one section by default. */
  readonly sections?: Int32Array | undefined;
}

/**
 * The feature sets that are clustered: some numbers of principal components of the embedding, of the embedding beside its
 * mean over neighbours, and of smoothed expression.
 *
 * @returns the sets, and the largest of the second kind, in which distances are measured.
 */
export async function hintFeatures(
  { embedding, expression, graph }: HintTissue,
  policy: EnsemblePolicy,
  rng: Random,
  task: Task,
): Promise<{ readonly sets: LeadingRows[]; readonly metric: LeadingRows }> {
  const n = embedding.rows;
  const cells = n > policy.fitAbove ? rng.permutation(n).slice(0, policy.fitAbove).sort() : undefined;
  const counts = byCells(policy.components, n);
  const most = Math.max(...counts);
  const of = async (set: Graph | undefined) => {
    const rows = featureRows(embedding, set, cells);
    const basis = await principalComponents(rows, Math.min(most, rows.rows, rows.columns));
    return leading(featureScores(embedding, set, basis));
  };
  const own = await of(undefined);
  await task.update(0.2);
  const beside = await of(graph);
  await task.update(0.4);
  const sets = [own, beside].flatMap((set) => usable(counts, set.stride).map((used) => ({ ...set, used })));
  let smoothed = await components(expression, policy.expression.smoothed, cells);
  let before = 0;
  for (const rounds of policy.rounds) {
    smoothed = await smooth(smoothed, graph, rounds - before);
    before = rounds;
    await task.update(0.4 + (0.6 * rounds) / Math.max(...policy.rounds));
    sets.push(leading(await components(smoothed, policy.expression.clustered, cells)));
  }
  return { sets, metric: beside };
}

/** The leading components of all rows, found on some. */
async function components(data: Matrix, count: number, cells: Uint32Array | undefined): Promise<Matrix> {
  const rows = cells ? pickRows(data, cells) : data;
  const kept = Math.min(count, rows.rows, rows.columns);
  if (rows.columns > rows.rows) return (await principalComponents(data, kept)).scores;
  return principalScores(data, await principalBasis(rows, kept));
}

function usable(counts: readonly number[], most: number): number[] {
  return [...new Set(counts.map((count) => Math.min(count, most)))];
}

function leading({ rows, columns, values }: Matrix): LeadingRows {
  return { rows, stride: columns, used: columns, values: Float32Array.from(values) };
}
