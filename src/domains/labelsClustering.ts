import { CellScapeError, expectShape } from "../core/errors.ts";
import { numberByOccurrence } from "../math/statistics/partitionLabels.ts";
import type { Candidate } from "./candidates.ts";
import { certain } from "./certain.ts";
import type { Clustering } from "./clustering.ts";
import { countedConsensus } from "./countedConsensus.ts";

/** The domains that the training of the method assigned the cells to. Those without a cell are left out. */
export const labelsClustering: Clustering = {
  name: "labels",
  exactCount: false,
  summary: "domains that the training of the method assigns itself",
  async find(inputs, policy, _, __, task) {
    const { embeddings, labels: all = [] } = inputs;
    const found = embeddings.map(({ rows, columns }, embedding) => {
      const given = all[embedding];
      if (!given) {
        const way = "choose another clustering, such as mclust";
        throw new CellScapeError("bad-option", `--clustering labels: expected domains of the method, got none; ${way}`);
      }
      expectShape(`labels of embedding ${embedding}`, [given.length], { cells: rows });
      const { labels, count } = numberByOccurrence(given);
      const candidate: Candidate = {
        ...{ family: "embedding", embedding, features: "embedding", components: columns, start: "labels", labels },
        ...{ logLikelihood: Number.NaN, bic: Number.NaN },
        posterior: () => certain(labels, count),
      };
      return { candidate, count };
    });
    const stoppedEarly = task.signal?.aborted === true;
    return { ...(await countedConsensus(found, inputs, policy, task)), stoppedEarly };
  },
  sentence: () => "Domains are those that training assigned the cells to.",
};
