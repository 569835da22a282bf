import type { KeepPart } from "../core/keepPart.ts";
import type { Random } from "../core/random.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import type { ViewName } from "./featureSets.ts";
import { type FitViewOptions, fitView, posteriorOfAll, type View } from "./fitFeatureSet.ts";

export interface CandidateOptions extends Omit<FitViewOptions, "beforeStep"> {
  /** The spatial graph: with it each embedding is clustered in two views. */
  readonly graph?: Graph | undefined;
  /**
   * Awaited before each piece of work that is not kept, with its view, counted over all embeddings, and its number in
   * `fitView`; false asks for an end with what is there.
   */
  readonly beforeStep: (view: number, step: number) => Promise<boolean>;
}

/** One partition of all cells, and where it came from. */
export interface Candidate {
  /** Index of the embedding, that is of the training seed. */
  readonly embedding: number;
  readonly view: ViewName;
  readonly components: number;
  /** `ward` or `k-means <number>`. */
  readonly start: string;
  /** [n] */
  readonly labels: Int32Array;
  /** Of the cells that the mixture was fitted on. */
  readonly logLikelihood: number;
  readonly bic: number;
  /** [n, clusters], made when asked for. */
  posterior(): Matrix;
}

/**
 * Partitions of the cells into domains: for each embedding, view and number of principal components, the mixtures of
 * `wardAndLikeliest`. At least one, however early the end is asked for.
 *
 * Memory beyond the result: above `fitAbove` cells two [n, largest number of components] of float64; up to it a few
 * times the view.
 */
export async function findCandidates(
  embeddings: readonly Matrix[],
  clusters: number,
  options: CandidateOptions,
  rng: Random,
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  let stopped = false;
  let count = 0;
  for (const [embedding, matrix] of embeddings.entries()) {
    for (const name of options.graph ? (["cell", "neighborhood"] as const) : (["cell"] as const)) {
      const beforeStep = async (step: number) => {
        stopped = !(await options.beforeStep(count, step)) || stopped;
        return !stopped;
      };
      const part = `${embedding}-${name}`;
      const keepFit: KeepPart = (fit, make) => options.keep(`${part}-${fit}`, make);
      const view: View = { matrix, beside: name === "neighborhood" ? options.graph : undefined };
      const stream = rng.split(embedding).split(name);
      const { fits, basis } = await options.keep(part, () =>
        fitView(view, clusters, { ...options, beforeStep, keep: keepFit }, stream),
      );
      for (const fit of fits) {
        const { components, start, labels, logLikelihood, bic } = fit;
        const posterior = () => posteriorOfAll(view, basis, fit);
        candidates.push({ embedding, view: name, components, start, labels, logLikelihood, bic, posterior });
      }
      if (stopped) return candidates;
      count++;
    }
  }
  return candidates;
}
