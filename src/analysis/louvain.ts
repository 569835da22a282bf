import { expectWeightedGraph, type WeightedGraph } from "../data/weightedGraph.ts";
import { communityGraph, mergeNodes } from "../math/modularity.ts";
import { moveNodesInto } from "../math/moveNodes.ts";
import { numberByOccurrence } from "../math/partitionLabels.ts";
import { createRandom, type Random } from "../random.ts";
import { type Communities, describeCommunities, expectResolution } from "./leiden.ts";

export interface LouvainOptions {
  /** Above 1 more and smaller communities, below 1 fewer and larger ones. */
  readonly resolution?: number;
}

/**
 * Communities of a graph by the Louvain algorithm: nodes move to where modularity gains most, communities become the
 * nodes of a smaller graph, and so on until nothing moves. Prefer `leiden`: a community found here may fall apart.
 *
 * Cost: a few passes over the edges.
 *
 * @throws bad-option when the resolution is negative; bad-shape and bad-data as `expectWeightedGraph`.
 * @see Blondel, Guillaume, Lambiotte and Lefebvre 2008; louvain-igraph `RBConfigurationVertexPartition`.
 */
export function louvain(
  graph: WeightedGraph,
  { resolution = 1 }: LouvainOptions = {},
  rng: Random = createRandom(0),
): Communities {
  expectWeightedGraph("louvain", graph);
  expectResolution("louvain", resolution);
  const nodes = communityGraph(graph);
  let level = nodes;
  let holder = Int32Array.from({ length: nodes.n }, (_, i) => i);
  for (;;) {
    const moved = Int32Array.from({ length: level.n }, (_, i) => i);
    if (!moveNodesInto(moved, level, resolution, rng)) break;
    const { labels, count } = numberByOccurrence(moved);
    holder = holder.map((i) => labels[i]);
    level = mergeNodes(level, labels, count);
  }
  return describeCommunities(nodes, holder, resolution);
}
