import { clusterSizes } from "../../cluster/partition.ts";
import type { Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Classified } from "../../domains/classifier.ts";
import { cellConfidence } from "../../domains/confidence.ts";
import { planRefinement, refinePresent } from "../../domains/refinement/refine.ts";
import type { FoundDomains } from "../artifacts.ts";
import type { Config } from "../options/config.ts";

/** What the domains of one sample are refined by. */
export interface Surroundings {
  /** [cells, 2] */
  readonly positions: Matrix;
  /** [cells] section of each cell, codes >= 0; undefined for one section. */
  readonly sections: Int32Array | undefined;
  /** Settings, with the refinement of the model. */
  readonly config: Config;
}

/**
 * Cells that were sorted into known domains, as a run describes the domains of one partition: refined over the tissue by
 * the same policy, with a confidence for each cell. A domain that the sample lacks has no cell.
 */
export async function assignedDomains(
  { labels: raw, posterior }: Classified,
  { positions, sections, config }: Surroundings,
  task: Task,
): Promise<FoundDomains> {
  const count = posterior.columns;
  const plan = await planRefinement(positions, sections, config.policy.refinement, task.part(0, 0.8));
  const { neighbors, rounds } = plan;
  const refined = refinePresent(plan, raw);
  const sizes = clusterSizes(refined, count);
  const rawSizes = clusterSizes(raw, count);
  const none = Number.NaN;
  return {
    ...{ raw, refined, posterior, count, embedding: 0, agreement: none, stoppedEarly: false, transferred: true },
    confidence: await cellConfidence(refined, [raw], { neighbors, count }, task.part(0.8, 1)),
    domains: Array.from(sizes, (size, k) => ({ size, rawSize: rawSizes[k], stability: none, weak: false })),
    partitions: [
      {
        ...{
          family: "embedding",
          embedding: 0,
          features: "embeddingAndNeighborhoodMean",
          components: 0,
          start: "model",
        },
        ...{ logLikelihood: none, bic: none, agreement: none, chosen: true, raw, refined },
      },
    ],
    refinement: { neighbors: neighbors.length / raw.length, rounds },
  };
}
