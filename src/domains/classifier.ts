import { clusterMeans, clusterSizes, largestOfRows } from "../cluster/partition.ts";
import type { Random } from "../core/random.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { cholesky, invertLower } from "../math/linearAlgebra/cholesky.ts";
import { multiply } from "../math/linearAlgebra/multiply.ts";
import { principalComponents } from "../math/linearAlgebra/pca.ts";
import { featureRows, featureScores } from "./featureSets.ts";
import type { ClassifierPolicy } from "./policy.ts";

/**
 * Domains as normal distributions of one shared covariance, in coordinates in which that covariance is the identity: the
 * mixture that a partition implies, kept to sort other cells by it. Plain arrays.
 */
export interface DomainClassifier {
  /** [2 d] the point that becomes 0, of an embedding beside its mean over neighbours. */
  readonly centre: Float64Array;
  /** [2 d, k] directions of the coordinates. */
  readonly axes: Matrix;
  /** [domains, k] */
  readonly means: Matrix;
  /** [domains] share of the cells. */
  readonly weights: Float64Array;
  /** Quantiles 0, 0.01 .. 1 of the distance of the training cells to the nearest mean. */
  readonly distances: Float64Array;
}

/** Cells sorted into domains. */
export interface Classified {
  /** [n] the likeliest domain. */
  readonly labels: Int32Array;
  /** [n, domains] */
  readonly posterior: Matrix;
  /** [n] Mahalanobis distance to the nearest domain. */
  readonly distances: Float64Array;
}

/**
 * The normal distributions of domains in an embedding and its neighbourhood means.
 *
 * @param embedding [n, d]
 * @param labels [n] 0 .. domains - 1, none of them empty.
 */
export async function fitClassifier(
  { embedding, graph, labels }: { readonly embedding: Matrix; readonly graph: Graph; readonly labels: Int32Array },
  { components, fitAbove }: ClassifierPolicy,
  rng: Random,
): Promise<DomainClassifier> {
  const domains = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  const n = embedding.rows;
  const cells = n <= fitAbove ? undefined : rng.permutation(n).slice(0, fitAbove).sort();
  const { mean: centre, loadings } = await principalComponents(featureRows(embedding, graph, cells), components);
  // All cells along the directions of a sample: a rare domain keeps its cells.
  const { values: scores, columns: k } = featureScores(embedding, graph, { mean: centre, loadings });
  const means = clusterMeans(scores, labels, domains);
  const whitening = whiteningOf(scores, labels, means);
  const whitened = multiply({ rows: domains, columns: k, values: means }, whitening);
  const axes = multiply(loadings, whitening);
  const weights = Float64Array.from(clusterSizes(labels, domains), (size) => size / n);
  const known = { centre, axes, means: whitened, weights };
  const { distances } = classify(known, { embedding, graph });
  const sorted = distances.sort();
  const quantile = (q: number) => sorted[Math.round((q / 100) * (sorted.length - 1))];
  return { ...known, distances: Float64Array.from({ length: 101 }, (_, q) => quantile(q)) };
}

/**
 * Sort cells into the domains of a classifier: posterior of domain k proportional to
 * weight_k exp(-|x - mean_k|^2 / 2).
 *
 * @param embedding [n, d] by the model whose embedding the classifier was fitted to.
 */
export function classify(
  { centre, axes, means, weights }: Pick<DomainClassifier, "centre" | "axes" | "means" | "weights">,
  { embedding, graph }: { readonly embedding: Matrix; readonly graph: Graph },
): Classified {
  const loadings = { ...axes, values: Float64Array.from(axes.values) };
  const { values, rows: n, columns: k } = featureScores(embedding, graph, { mean: centre, loadings });
  const c = weights.length;
  const posterior = new Float64Array(n * c);
  const distances = new Float64Array(n);
  const squares = new Float64Array(c);
  for (let i = 0; i < n; i++) {
    let nearest = Number.POSITIVE_INFINITY;
    let highest = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < c; j++) {
      let square = 0;
      for (let u = 0; u < k; u++) square += (values[i * k + u] - means.values[j * k + u]) ** 2;
      squares[j] = square;
      nearest = Math.min(nearest, square);
      highest = Math.max(highest, Math.log(weights[j]) - square / 2);
    }
    let total = 0;
    for (let j = 0; j < c; j++) {
      const density = Math.exp(Math.log(weights[j]) - squares[j] / 2 - highest);
      posterior[i * c + j] = density;
      total += density;
    }
    for (let j = 0; j < c; j++) posterior[i * c + j] /= total;
    distances[i] = Math.sqrt(nearest);
  }
  return {
    labels: largestOfRows(posterior, c),
    posterior: { rows: n, columns: c, values: posterior },
    distances,
  };
}

/** [k, k] directions in which the scatter of cells around the mean of their domain is the identity. */
export function whiteningOf(
  scores: Float64Array,
  labels: Int32Array,
  means: Float64Array,
): Matrix & { values: Float64Array } {
  const n = labels.length;
  const k = scores.length / n;
  const scatter = new Float64Array(k * k);
  const offset = new Float64Array(k);
  for (let i = 0; i < n; i++) {
    for (let u = 0; u < k; u++) offset[u] = scores[i * k + u] - means[labels[i] * k + u];
    for (let u = 0; u < k; u++) for (let v = 0; v <= u; v++) scatter[u * k + v] += (offset[u] * offset[v]) / n;
  }
  let trace = 0;
  for (let u = 0; u < k; u++) trace += scatter[u * k + u];
  // Directions without scatter, as of cells that are all alike, get a little.
  for (let u = 0; u < k; u++) scatter[u * k + u] += (1e-9 * trace) / k + 1e-12;
  const factor = cholesky(scatter, k);
  if (!factor) throw new Error("internal: a scatter matrix with a ridge is positive definite");
  const inverse = invertLower(factor, k);
  // S = L L^T: x L^-T has the identity as covariance.
  const values = new Float64Array(k * k);
  for (let u = 0; u < k; u++) for (let v = 0; v < k; v++) values[u * k + v] = inverse[v * k + u];
  return { rows: k, columns: k, values };
}
