import { CellScapeError } from "../core/errors.ts";
import { createRandom, type Random } from "../core/random.ts";
import { silentTask, type Task } from "../core/task.ts";
import { expectWeightedGraph, type WeightedGraph } from "../data/weightedGraph.ts";
import { numberBySize } from "../math/statistics/partitionLabels.ts";
import { type CommunityGraph, communityGraph, modularity } from "./modularity.ts";

/** Resolution and number of random restarts. */
export interface CommunityOptions {
  /** Above 1 more and smaller communities, below 1 fewer and larger ones. */
  readonly resolution?: number;
  /** Rounds at most; by default until a round gains nothing. */
  readonly iterations?: number;
  /** Random restarts, each with another order of nodes, of which the best partition is kept. */
  readonly starts?: number;
}

/** A partition of the nodes of a graph. */
export interface Communities {
  /** [n] community of each node, numbered by size, largest first. */
  readonly labels: Int32Array;
  /** [communities] number of nodes of each, descending. */
  readonly sizes: Int32Array;
  /** Modularity of the partition, at resolution 1. */
  readonly modularity: number;
  /** Modularity at the resolution requested: what was maximised. */
  readonly quality: number;
}

/** A way to improve a partition of a graph, whose name errors carry. */
export interface CommunityMethod {
  readonly name: string;
  /** A partition, labels from 0, that is no worse than the one given. */
  readonly round: (nodes: CommunityGraph, from: Int32Array, resolution: number, rng: Random) => Int32Array;
}

/**
 * The search for communities by a method.
 *
 * @returns a function of a graph, options, a stream of random numbers and a task, each but the graph with a default.
 */
export function communitySearch(method: CommunityMethod) {
  return (
    graph: WeightedGraph,
    options: CommunityOptions = {},
    rng: Random = createRandom(0),
    task: Task = silentTask,
  ): Promise<Communities> => bestCommunities(graph, method, options, rng, task);
}

/** Share of what the rounds of one start have left that a round takes, about: they get shorter, and are about ten. */
const roundShare = 0.25;

/**
 * The best of some partitions, each improved round by round from every node alone until a round gains nothing.
 *
 * @throws bad-option when the resolution is negative or iterations or starts are not a positive integer; bad-shape and
 * bad-data as `expectWeightedGraph`.
 */
async function bestCommunities(
  graph: WeightedGraph,
  { name, round }: CommunityMethod,
  { resolution = 1, iterations = Number.POSITIVE_INFINITY, starts = 4 }: CommunityOptions,
  rng: Random,
  task: Task,
): Promise<Communities> {
  expectWeightedGraph(name, graph);
  if (!(resolution >= 0 && resolution < Number.POSITIVE_INFINITY)) {
    throw new CellScapeError("bad-option", `${name}: expected a resolution from 0 up, got ${resolution}`);
  }
  if (iterations !== Number.POSITIVE_INFINITY) expectPositive(name, "iterations", iterations);
  expectPositive(name, "starts", starts);
  const nodes = communityGraph(graph);
  const settle = async (start: number) => {
    const own = task.part(start / starts, (start + 1) / starts);
    let labels: Int32Array = Int32Array.from({ length: nodes.n }, (_, i) => i);
    let quality = Number.NEGATIVE_INFINITY;
    for (let turn = 0; turn < iterations; turn++) {
      const improved = round(nodes, labels, resolution, rng);
      const reached = modularity(nodes, improved, resolution);
      // Less than this is rounding of the sum.
      if (reached <= quality + 1e-12) break;
      labels = improved;
      quality = reached;
      await own.update(1 - (1 - roundShare) ** (turn + 1));
    }
    return { labels, quality };
  };
  let best = await settle(0);
  for (let start = 1; start < starts; start++) {
    const other = await settle(start);
    if (other.quality > best.quality) best = other;
  }
  const { labels, sizes } = numberBySize(best.labels);
  const quality = modularity(nodes, labels, resolution);
  return { labels, sizes, modularity: resolution === 1 ? quality : modularity(nodes, labels), quality };
}

function expectPositive(name: string, what: string, count: number): void {
  if (count >= 1 && Number.isInteger(count)) return;
  throw new CellScapeError("bad-option", `${name}: expected a positive number of ${what}, got ${count}`);
}
