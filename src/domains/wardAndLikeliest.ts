import { kMeans } from "../cluster/kMeans.ts";
import { gaussianMixture, type Mixture } from "../cluster/mixture/gaussianMixture.ts";
import { wardPartition } from "../cluster/wardPartition.ts";
import type { Random } from "../core/random.ts";
import type { Task } from "../core/task.ts";
import type { Matrix } from "../data/matrix.ts";
import type { CandidatePolicy } from "./policy.ts";
import type { WorkEstimate } from "./workEstimate.ts";

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
 * @param task whose share is the number of the fit, 0, 1, ...; its signal ends the fits once there is one.
 * @returns both, the same fit twice where Ward's is the likeliest; one where no restart was made.
 */
export async function wardAndLikeliest(
  points: Matrix,
  count: number,
  { restarts, covariance, wardSampleAbove }: Pick<CandidatePolicy, "restarts" | "covariance" | "wardSampleAbove">,
  rng: Random,
  task: Task,
  work: WorkEstimate,
): Promise<Fit[]> {
  const fits: Fit[] = [];
  for (let restart = 0; restart <= restarts; restart++) {
    const start = restart === 0 ? "ward" : `k-means ${restart}`;
    const stream = rng.split(start);
    const mixture = await task.memo(start.replace(" ", "-"), async () => {
      await task.update(restart);
      if (task.signal?.aborted && fits.length > 0) return undefined;
      const labels =
        restart === 0
          ? wardPartition(points, count, { sampleAbove: wardSampleAbove }, stream)
          : kMeans(points, count, {}, stream).labels;
      const made = gaussianMixture(points, labels, { clusters: count, covariance });
      work.fitted({ components: points.columns, iterations: made.iterations });
      return made;
    });
    if (!mixture) break;
    fits.push({ mixture, start });
  }
  if (fits.length === 1) return fits;
  const likeliest = fits.reduce((a, b) => (b.mixture.logLikelihood > a.mixture.logLikelihood ? b : a));
  return [fits[0], likeliest];
}
