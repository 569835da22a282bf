import type { Covariance } from "../cluster/covarianceModels.ts";
import { gaussianMixture, type Mixture } from "../cluster/gaussianMixture.ts";
import { kMeans } from "../cluster/kMeans.ts";
import { wardPartition } from "../cluster/wardPartition.ts";
import type { KeepPart } from "../core/keepPart.ts";
import type { Random } from "../core/random.ts";
import type { Matrix } from "../data/matrix.ts";
import type { FitEffort } from "./workEstimate.ts";

export interface StartOptions {
  /** k-means starts beside Ward's. */
  readonly restarts: number;
  readonly covariance?: Covariance | undefined;
  /** Above this many cells the Ward tree is built on a sample of that many. */
  readonly sampleAbove?: number | undefined;
  /**
   * Awaited before fit 0, 1, ..., to report and to breathe; false asks to end with the fits that are there, one at least.
   */
  readonly beforeStep: (fit: number) => Promise<boolean>;
  /** Called after each fit that was made. */
  readonly onFit?: ((fit: FitEffort) => void) | undefined;
  /** Keeps each fit, under the name of its start. */
  readonly keep: KeepPart;
}

/** A mixture, and where EM started: `ward` or `k-means <number>`. */
export interface Fit {
  readonly mixture: Mixture;
  readonly start: string;
}

/**
 * Gaussian mixtures that EM reaches from a Ward start and from `restarts` k-means starts: the one from Ward, and the
 * likeliest of all. EM climbs to the nearest of many maxima; on annotated tissue the likeliest is on average the better
 * partition and the same one over seeds more often, and Ward's is right where the likeliest splits noise.
 *
 * @param points [n, d].
 * @returns both, the same fit twice where Ward's is the likeliest; one where no restart was made.
 */
export async function wardAndLikeliest(
  points: Matrix,
  clusters: number,
  { restarts, covariance = "tied", sampleAbove = 3000, beforeStep, onFit, keep }: StartOptions,
  rng: Random,
): Promise<Fit[]> {
  const fits: Fit[] = [];
  for (let restart = 0; restart <= restarts; restart++) {
    const start = restart === 0 ? "ward" : `k-means ${restart}`;
    const stream = rng.split(start);
    const mixture = await keep(start.replace(" ", "-"), async () => {
      if (!(await beforeStep(restart)) && fits.length > 0) return undefined;
      const labels =
        restart === 0
          ? wardPartition(points, clusters, { sampleAbove }, stream)
          : kMeans(points, clusters, {}, stream).labels;
      const made = gaussianMixture(points, labels, { clusters, covariance });
      onFit?.({ components: points.columns, iterations: made.iterations });
      return made;
    });
    if (!mixture) break;
    fits.push({ mixture, start });
  }
  if (fits.length === 1) return fits;
  const likeliest = fits.reduce((a, b) => (b.mixture.logLikelihood > a.mixture.logLikelihood ? b : a));
  return [fits[0], likeliest];
}
