import { silentTask, type Task } from "../core/task.ts";
import type { Matrix } from "../data/matrix.ts";
import { pickRows } from "./columns.ts";
import { covarianceModels } from "./mixture/covarianceModels.ts";
import { expectationMaximization } from "./mixture/expectationMaximization.ts";
import { centre, type Mixture, mixtureOf } from "./mixture/gaussianMixture.ts";
import { weighInto } from "./mixture/weighRows.ts";
import { modelBasedTree } from "./modelBasedTree.ts";
import { largestOfRows, oneHot } from "./partition.ts";
import { cutTree } from "./ward.ts";

/** Which cells the model-based tree is built on. */
export interface MclustOptions {
  /** [m] cells that the tree is built on, ascending; all by default. R draws 2,000 where there are more. */
  readonly cells?: Uint32Array | undefined;
}

/** As R's mclust: nothing is added to a covariance. */
const rule = { tolerance: 1e-5, regularization: undefined };

/** Share of the work that the tree takes; the number of rounds of EM is not known before. */
const growing = 0.7;

/**
 * The mixture of R's `Mclust(points, clusters, "EEE")`: one shared full covariance, started from the cut of a model-based
 * tree, no limit of rounds and no regularisation. Nothing is random. A component may win no cell.
 *
 * @param points [n, d]. Not modified.
 * @param clusters 1 .. cells of the tree.
 * @param task whose signal, where it throws nothing, ends EM after its first round.
 * @returns undefined when the shared covariance is singular, where R returns nothing either.
 * @throws bad-option when there are more clusters than cells of the tree.
 * @see R's mclust 6.0.0: the same tree and labels, log-likelihood equal to 1e-6.
 */
export async function mclust(
  points: Matrix,
  clusters: number,
  { cells }: MclustOptions = {},
  task: Task = silentTask,
): Promise<Mixture | undefined> {
  const { columns: d } = points;
  const { centred, mean } = centre(points);
  const all = { rows: points.rows, columns: d, values: centred };
  const drawn = cells ? pickRows(all, cells) : all;
  const start = cutTree(await modelBasedTree(drawn, task.part(0, growing)), clusters);
  let posterior: Float64Array | undefined = oneHot(start, clusters);
  if (cells) posterior = spread(Float64Array.from(drawn.values), posterior, centred, d);
  if (!posterior) return undefined;
  const em = expectationMaximization(centred, posterior, d, covarianceModels.tied(centred, d, clusters), rule);
  while (!em.converged) {
    // Without finite numbers EM would never end.
    if (!em.round() || !Number.isFinite(em.logLikelihood)) return undefined;
    await task.update(1 - (1 - growing) / (1 + em.rounds / 10));
    if (task.signal?.aborted) break;
  }
  em.end();
  return mixtureOf(em, largestOfRows(posterior, clusters), "tied", mean);
}

/** Posteriors of all points by the parameters of some: undefined when their covariance is singular. */
function spread(drawn: Float64Array, posterior: Float64Array, all: Float64Array, d: number): Float64Array | undefined {
  const c = (posterior.length * d) / drawn.length;
  const em = expectationMaximization(drawn, posterior, d, covarianceModels.tied(drawn, d, c), rule);
  if (!em.round()) return undefined;
  const spreadTo = new Float64Array((all.length / d) * c);
  em.model.logDensitiesInto(all, em.means, { values: spreadTo, width: c });
  const total = em.sizes.reduce((sum, size) => sum + size, 0);
  weighInto(
    spreadTo,
    em.sizes.map((size) => size / total),
  );
  return spreadTo;
}
