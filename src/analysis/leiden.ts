import { expectWeightedGraph, type WeightedGraph } from "../data/weightedGraph.ts";
import { CellScapeError } from "../errors.ts";
import { type CommunityGraph, communityGraph, mergeNodes, modularity } from "../math/modularity.ts";
import { moveNodesInto, splitCommunities } from "../math/moveNodes.ts";
import { numberByOccurrence, numberBySize } from "../math/partitionLabels.ts";
import { createRandom, type Random } from "../random.ts";

export interface LeidenOptions {
  /** Above 1 more and smaller communities, below 1 fewer and larger ones. */
  readonly resolution?: number;
  /** Rounds at most; by default until a round gains nothing. */
  readonly iterations?: number;
  /** Beginnings, in another order of nodes each, of which the best partition is kept. */
  readonly starts?: number;
}

export interface Communities {
  /** [n] community of each node, numbered by size, largest first. */
  readonly labels: Int32Array;
  /** Nodes of each community, descending. */
  readonly sizes: Int32Array;
  /** Modularity of the partition, at resolution 1. */
  readonly modularity: number;
  /** Modularity at the resolution asked for: what was maximised. */
  readonly quality: number;
}

/**
 * Communities of a graph by the Leiden algorithm: nodes move to where modularity gains most, each community is split
 * into parts that hold together, the parts move as nodes of a smaller graph, and so on; rounds of this until one gains
 * nothing. A node without edges is a community of its own. Single starts end up to 1 % apart in quality: the best of
 * four is above the mean of any.
 *
 * Cost: a few passes over the edges a round; rounds are about ten a start.
 *
 * @throws bad-option when the resolution is negative or iterations or starts are not a positive integer; bad-shape and
 * bad-data as `expectWeightedGraph`.
 * @see Traag, Waltman and van Eck 2019; leidenalg `RBConfigurationVertexPartition`, as scanpy calls it.
 */
export function leiden(
  graph: WeightedGraph,
  { resolution = 1, iterations = Number.POSITIVE_INFINITY, starts = 4 }: LeidenOptions = {},
  rng: Random = createRandom(0),
): Communities {
  expectWeightedGraph("leiden", graph);
  expectResolution("leiden", resolution);
  expectRounds("iterations", iterations);
  expectRounds("starts", starts);
  const nodes = communityGraph(graph);
  let best = settle(nodes, { resolution, iterations }, rng);
  for (let start = 1; start < starts; start++) {
    const other = settle(nodes, { resolution, iterations }, rng);
    if (other.quality > best.quality) best = other;
  }
  return describeCommunities(nodes, best.labels, resolution);
}

function expectRounds(what: string, count: number): void {
  if (count >= 1 && (Number.isInteger(count) || (what === "iterations" && count === Number.POSITIVE_INFINITY))) return;
  throw new CellScapeError("bad-option", `leiden: expected a positive number of ${what}, got ${count}`);
}

/** Rounds from every node alone until one gains nothing. */
function settle(
  nodes: CommunityGraph,
  { resolution, iterations }: Required<Pick<LeidenOptions, "resolution" | "iterations">>,
  rng: Random,
) {
  let labels: Int32Array = Int32Array.from({ length: nodes.n }, (_, i) => i);
  let quality = Number.NEGATIVE_INFINITY;
  for (let round = 0; round < iterations; round++) {
    const improved = leidenRound(nodes, labels, resolution, rng);
    const reached = modularity(nodes, improved, resolution);
    // Less than this is rounding of the sum.
    if (reached <= quality + 1e-12) break;
    labels = improved;
    quality = reached;
  }
  return { labels, quality };
}

/** One round: the partition after moving nodes at every level. */
function leidenRound(nodes: CommunityGraph, from: Int32Array, resolution: number, rng: Random): Int32Array {
  let graph = nodes;
  let labels: Int32Array = from.slice();
  // Node of the current graph that holds each node of the first.
  let holder = Int32Array.from(labels.keys());
  for (;;) {
    moveNodesInto(labels, graph, resolution, rng);
    const parts = numberByOccurrence(splitCommunities(labels, graph, resolution, rng));
    if (parts.count === graph.n) break;
    const communityOf = new Int32Array(parts.count);
    parts.labels.forEach((part, i) => {
      communityOf[part] = labels[i];
    });
    graph = mergeNodes(graph, parts.labels, parts.count);
    labels = numberByOccurrence(communityOf).labels;
    holder = holder.map((i) => parts.labels[i]);
  }
  return numberByOccurrence(holder.map((i) => labels[i])).labels;
}

/** @throws bad-option when the resolution is negative or not finite. */
export function expectResolution(where: string, resolution: number): void {
  if (resolution >= 0 && resolution < Number.POSITIVE_INFINITY) return;
  throw new CellScapeError("bad-option", `${where}: expected a resolution from 0 up, got ${resolution}`);
}

/** Number communities by size and measure them. */
export function describeCommunities(nodes: CommunityGraph, found: Int32Array, resolution: number): Communities {
  const { labels, sizes } = numberBySize(found);
  const quality = modularity(nodes, labels, resolution);
  return { labels, sizes, modularity: resolution === 1 ? quality : modularity(nodes, labels), quality };
}
