import { CellScapeError } from "../../core/errors.ts";
import type { Random } from "../../core/random.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import { kMeans } from "../kMeans.ts";
import { largestOfRows, oneHot } from "../partition.ts";
import { covarianceModels } from "./covarianceModels.ts";
import { type Em, expectationMaximization } from "./expectationMaximization.ts";
import { centre, type Mixture, mixtureOf } from "./gaussianMixture.ts";

/** Added to every variance; where a covariance is singular all the same, ten times as much, from the start. */
const leastAdded = 1e-6;
const mostAdded = 1e12;
/** EM ends when the mean log-likelihood of a cell changes by less, or after so many rounds. */
const tolerance = 1e-3;
const mostRounds = 100;

/** Share of the work that k-means takes. */
const starting = 0.2;

/**
 * Mixture of Gaussians with a full covariance each, as CellCharter fits it: plain k-means++ and Lloyd's rounds, then EM. A
 * component may win no cell.
 *
 * @param points [n, d]. Not modified.
 * @param clusters 1 .. n.
 * @param task whose signal, where it throws nothing, ends EM after its first round.
 * @throws bad-option unless 1 <= clusters <= n; bad-data for coordinates that are not finite.
 * @see Varrone et al. 2024.
 */
export async function fullMixture(
  points: Matrix,
  clusters: number,
  rng: Random,
  task: Task = silentTask,
): Promise<Mixture> {
  const { columns: d } = points;
  const { centred, mean } = centre(points);
  const { labels } = kMeans({ ...points, values: centred }, clusters, { trials: 1 }, rng);
  await task.update(starting);
  for (let added = leastAdded; added < mostAdded; added *= 10) {
    const posterior = oneHot(labels, clusters);
    const rule = { tolerance, regularization: { exactly: added } };
    const em = expectationMaximization(centred, posterior, d, covarianceModels.full(centred, d, clusters), rule);
    const isFit = await converge(em, points.rows, task.part(starting, 1));
    em.end();
    if (isFit) {
      return mixtureOf(em, largestOfRows(posterior, clusters), "full", mean);
    }
  }
  throw new CellScapeError(
    "bad-data",
    "fullMixture: expected finite coordinates, got a covariance that cannot be regularised",
  );
}

/** @returns false when a covariance is singular. */
async function converge(em: Em, n: number, task: Task): Promise<boolean> {
  em.converged = false;
  let before = Number.NEGATIVE_INFINITY;
  while (em.rounds < mostRounds && !em.converged) {
    if (!em.round() || !Number.isFinite(em.logLikelihood)) return false;
    em.converged = Math.abs(em.logLikelihood - before) < tolerance * n;
    before = em.logLikelihood;
    await task.update(em.rounds / mostRounds);
    if (task.signal?.aborted) break;
  }
  return true;
}
