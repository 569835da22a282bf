import type { Random } from "../core/random.ts";
import { numberByOccurrence } from "../math/statistics/partitionLabels.ts";
import { communitySearch } from "./communities.ts";
import { moveNodesInto } from "./localMoving.ts";
import { type CommunityGraph, mergeNodes } from "./modularity.ts";

/**
 * Communities of a graph by the Louvain algorithm: nodes move to where modularity gains most, communities become the
 * nodes of a smaller graph, and so on until nothing moves; rounds of this, each from the partition of the one before,
 * until one gains nothing. A single round of a single start, as igraph does, falls 1 to 4 % short of Leiden; rounds and
 * the best of four starts make up for it. Prefer `leiden`: a community found here may fall apart.
 *
 * Cost: a few passes over the edges a round; rounds are three a start, and about seven more for the best.
 *
 * @throws bad-option when the resolution is negative or iterations or starts are not a positive integer; bad-shape and
 * bad-data as `expectWeightedGraph`.
 * @see Blondel, Guillaume, Lambiotte and Lefebvre 2008; louvain-igraph `RBConfigurationVertexPartition`.
 */
export const louvain = communitySearch({ name: "louvain", round: louvainRound });

/** One round: nodes move one by one, then whole communities, at every level. */
function louvainRound(nodes: CommunityGraph, from: Int32Array, resolution: number, rng: Random): Int32Array {
  let graph = nodes;
  let labels: Int32Array = from.slice();
  let holder = Int32Array.from(labels.keys());
  for (;;) {
    const moved = moveNodesInto(labels, graph, resolution, rng);
    const found = numberByOccurrence(labels);
    holder = holder.map((i) => found.labels[i]);
    if (!moved && found.count === graph.n) return holder;
    graph = mergeNodes(graph, found.labels, found.count);
    labels = Int32Array.from({ length: found.count }, (_, i) => i);
  }
}
