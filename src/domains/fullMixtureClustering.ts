import { fullMixture } from "../cluster/mixture/fullMixture.ts";
import { withoutEmpty } from "../cluster/withoutEmpty.ts";
import { CellScapeError } from "../core/errors.ts";
import type { Candidate } from "./candidates.ts";
import type { Clustering } from "./clustering.ts";
import { type CountedCandidate, countedConsensus } from "./countedConsensus.ts";

/** Share of the work that the fits take; refinement and confidence take the rest. */
const fitting = 0.9;

/**
 * Domains by a mixture with a full covariance for each of them, one fit per embedding. A component that wins no cell is no
 * domain, so there may be fewer than wanted.
 */
export const fullMixtureClustering: Clustering = {
  name: "full-mixture",
  exactCount: false,
  summary: "Gaussian mixture with a full covariance for each domain, started by k-means, as CellCharter fits it",
  check(_, { candidates: { covariance } }) {
    // The covariance of the default policy is that of another clustering, and no choice of the user.
    if (covariance !== "diagonal") return;
    const expected = "full, the covariance of this clustering";
    throw new CellScapeError("bad-option", `full-mixture: --covariance: expected ${expected}, got ${covariance}`);
  },
  async find(inputs, policy, _, rng, task) {
    const { embeddings, count } = inputs;
    const found: CountedCandidate[] = [];
    for (const [embedding, matrix] of embeddings.entries()) {
      const own = task.part((fitting * embedding) / embeddings.length, (fitting * (embedding + 1)) / embeddings.length);
      const mixture = await task.memo(`full-mixture-${embedding}`, async () =>
        withoutEmpty(await fullMixture(matrix, count, rng.split(embedding), own)),
      );
      const { labels, logLikelihood, bic, posterior } = mixture;
      if (posterior.columns < count) {
        task.warn(`full-mixture: ${count - posterior.columns} of ${count} components have no cell and are no domains`);
      }
      const made = { family: "embedding", embedding, features: "embedding" } as const;
      const origin = { ...made, components: matrix.columns, start: "k-means" };
      const candidate: Candidate = { ...origin, labels, logLikelihood, bic, posterior: () => posterior };
      found.push({ candidate, count: posterior.columns });
      if (task.signal?.aborted) break;
    }
    // Read before the consensus, which is made whole whenever the signal fires.
    const stoppedEarly = task.signal?.aborted === true;
    return { ...(await countedConsensus(found, inputs, policy, task.part(fitting, 1))), stoppedEarly };
  },
  sentence({ partitions: [{ components }] }) {
    return `Domains were found by a Gaussian mixture model with a full covariance for each domain, started by k-means, on the ${components} dimensions of the embedding.`;
  },
};
