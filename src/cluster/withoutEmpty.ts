import type { Mixture } from "./mixture/gaussianMixture.ts";
import { emptyClusters } from "./partition.ts";

/** The components that have cells, numbered without gaps; probabilities sum to 1 again. */
export function withoutEmpty(mixture: Mixture): Pick<Mixture, "labels" | "posterior" | "logLikelihood" | "bic"> {
  const { labels, posterior, logLikelihood, bic } = mixture;
  const empty = new Set(emptyClusters(labels, posterior.columns));
  if (empty.size === 0) return { labels, posterior, logLikelihood, bic };
  const kept = Array.from({ length: posterior.columns }, (_, k) => k).filter((k) => !empty.has(k));
  const columns = kept.length;
  const values = new Float64Array(posterior.rows * columns);
  for (let i = 0; i < posterior.rows; i++) {
    const own = kept.map((k) => posterior.values[i * posterior.columns + k]);
    const total = own.reduce((sum, value) => sum + value, 0);
    own.forEach((value, k) => {
      values[i * columns + k] = value / total;
    });
  }
  return {
    ...{ logLikelihood, bic, labels: labels.map((label) => kept.indexOf(label)) },
    posterior: { rows: posterior.rows, columns, values },
  };
}
