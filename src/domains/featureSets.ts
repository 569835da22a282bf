import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { multiply, type Product } from "../math/linearAlgebra/multiply.ts";
import { neighborMeanInto } from "../spatial/smooth.ts";

/**
 * What of an embedding is clustered, side by side: the embedding itself; and the embedding beside its mean over the cell
 * and its neighbours, [n, 2 d], which separates thin domains from noise. Where both agree the consensus is safe; on
 * annotated tissue it varies less over seeds than that of either set.
 */
export type FeatureSetName = "embedding" | "embeddingAndNeighborhoodMean";

interface FeatureSetEntry {
  /** Whether the mean over neighbours stands beside the embedding. */
  readonly withMean: boolean;
  /** Name of its stream of random numbers. */
  readonly stream: string;
}

export const featureSets: Readonly<Record<FeatureSetName, FeatureSetEntry>> = {
  embedding: { withMean: false, stream: "cell" },
  embeddingAndNeighborhoodMean: { withMean: true, stream: "neighborhood" },
};

/**
 * Rows of a feature set.
 *
 * @param embedding [n, d]
 * @param graph of the n cells; undefined for the embedding alone.
 * @param cells whose rows are wanted; all by default.
 * @returns [cells, d] or [cells, 2 d]
 */
export function featureRows(embedding: Matrix, graph: Graph | undefined, cells?: Uint32Array): Matrix {
  if (!graph && !cells) return embedding;
  const { columns: d, values: from } = embedding;
  const rows = cells?.length ?? embedding.rows;
  const columns = graph ? 2 * d : d;
  const values = new Float64Array(rows * columns);
  const mean = new Float64Array(d);
  for (let row = 0; row < rows; row++) {
    const i = cells ? cells[row] : row;
    values.set(from.subarray(i * d, (i + 1) * d), row * columns);
    if (!graph) continue;
    neighborMeanInto(mean, embedding, graph, i);
    values.set(mean, row * columns + d);
  }
  return { rows, columns, values };
}

/**
 * All rows of a feature set along some directions, without holding the set: the mean over neighbours of a combination is the
 * combination of the means. Clear form: `multiply(featureRows(embedding, graph), loadings)`, less `mean` x loadings.
 *
 * @param loadings [d or 2 d, k]
 * @param mean [d or 2 d] the point that becomes 0.
 * @returns [n, k]
 */
export function featureScores(
  embedding: Matrix,
  graph: Graph | undefined,
  { loadings, mean }: { readonly loadings: Product; readonly mean: Float64Array },
): Product {
  const { rows: n, columns: d } = embedding;
  const k = loadings.columns;
  const shift = multiply({ rows: 1, columns: mean.length, values: mean }, loadings).values;
  const part = (first: number): Product => ({
    ...{ rows: d, columns: k },
    values: loadings.values.subarray(first * k, (first + d) * k),
  });
  const scores = multiply(embedding, part(0));
  const { values } = scores;
  for (let at = 0; at < values.length; at += k) for (let c = 0; c < k; c++) values[at + c] -= shift[c];
  if (!graph) return scores;
  const beside = multiply(embedding, part(d));
  const row = new Float64Array(k);
  for (let i = 0; i < n; i++) {
    neighborMeanInto(row, beside, graph, i);
    for (let c = 0; c < k; c++) values[i * k + c] += row[c];
  }
  return scores;
}
