import { communitiesOfCount, type FindCommunities } from "../cluster/communityCount.ts";
import { leiden } from "../cluster/leiden.ts";
import { louvain } from "../cluster/louvain.ts";
import type { Random } from "../core/random.ts";
import type { Task } from "../core/task.ts";
import type { Matrix } from "../data/matrix.ts";
import type { WeightedGraph } from "../data/weightedGraph.ts";
import { fuzzyGraph } from "../math/neighbors/fuzzyGraph.ts";
import { nearestRows } from "../math/neighbors/nearestRows.ts";
import type { Candidate } from "./candidates.ts";
import { certain } from "./certain.ts";
import type { Clustering, DomainInputs } from "./clustering.ts";
import { type CountedCandidate, countedConsensus } from "./countedConsensus.ts";

export interface CommunityClusteringOptions {
  /** Nearest neighbours of a cell in the graph as scanpy counts them, the cell itself included; 15. */
  readonly neighbors?: number;
  /** Resolution of the modularity; searched for the number of domains where it is not given. */
  readonly resolution?: number;
}

/** Share of the work that the graphs and their communities take; refinement and confidence take the rest. */
const searching = 0.9;

const titles = { louvain: "the Louvain algorithm", leiden: "the Leiden algorithm" } as const;

/**
 * Domains as communities of the graph of exact nearest neighbours in each embedding: weights of UMAP's fuzzy graph,
 * modularity with a resolution that is searched for the number of domains. That number may be missed: as many domains are
 * returned as were found. Embeddings that give another number than the closest one are left out.
 */
function communityClustering(name: "louvain" | "leiden", find: FindCommunities): Clustering {
  return {
    name,
    exactCount: false,
    summary: `communities of nearest neighbours in the embedding, by ${titles[name]}`,
    async find(inputs, policy, options, rng, task) {
      const { neighbors = 15, resolution }: CommunityClusteringOptions = options;
      const search = { name, find, neighbors, resolution };
      const found = await candidatesOf(inputs, search, rng, task.part(0, searching));
      return { ...(await countedConsensus(found, inputs, policy, task.part(searching, 1))), stoppedEarly: false };
    },
    sentence: (_, __, cite) =>
      `Domains are communities of the graph of nearest neighbours in the embedding, found with ${titles[name]} ${cite(name)}; its resolution was searched for the number of domains.`,
  };
}

export const louvainClustering = communityClustering("louvain", louvain);
export const leidenClustering = communityClustering("leiden", leiden);

/** The last graph of an embedding, as long as that is there: the same one is clustered at several resolutions. */
const graphs = new WeakMap<Matrix, { readonly neighbors: number; readonly graph: WeightedGraph }>();

async function graphOf(matrix: Matrix, neighbors: number, task: Task): Promise<WeightedGraph> {
  const known = graphs.get(matrix);
  if (known?.neighbors === neighbors) return known.graph;
  const near = await nearestRows(matrix, Math.min(neighbors, matrix.rows) - 1, task);
  const graph = fuzzyGraph(near);
  graphs.set(matrix, { neighbors, graph });
  return graph;
}

interface Search {
  readonly name: string;
  readonly find: FindCommunities;
  readonly neighbors: number;
  readonly resolution: number | undefined;
}

async function candidatesOf(
  { embeddings, count }: DomainInputs,
  { name, find, neighbors, resolution }: Search,
  rng: Random,
  task: Task,
): Promise<CountedCandidate[]> {
  const found: CountedCandidate[] = [];
  for (const [embedding, matrix] of embeddings.entries()) {
    const own = task.part(embedding / embeddings.length, (embedding + 1) / embeddings.length);
    const { labels, sizes } = await task.memo(`communities-${embedding}`, async () => {
      const graph = await graphOf(matrix, neighbors, own.part(0, 0.5));
      const stream = rng.split(embedding);
      if (resolution === undefined) return communitiesOfCount(graph, count, find, stream, own.part(0.5, 1));
      return find(graph, { resolution, starts: 1 }, stream.split("trial"), own.part(0.5, 1));
    });
    const candidate: Candidate = {
      ...{ family: "embedding", embedding, features: "embedding", components: matrix.columns, start: name, labels },
      // Modularity is no likelihood.
      ...{ logLikelihood: Number.NaN, bic: Number.NaN },
      posterior: () => certain(labels, sizes.length),
    };
    found.push({ candidate, count: sizes.length });
  }
  return found;
}
