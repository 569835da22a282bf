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

interface Partition {
  /** [n] from 0. */
  readonly labels: Int32Array;
  /** Modularity at the resolution requested. */
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

/** Rounds after which starts are compared: what the others gain is far less than starts differ by. */
const trialRounds = 3;
/** Share of what the rounds of the best start have left that a round takes, about: they get shorter, and are about ten. */
const roundShare = 0.25;

/**
 * The best of some partitions, each made in a few rounds from every node alone, improved until a round gains nothing.
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
  const improved = ({ labels, quality }: Partition): Partition | undefined => {
    const next = round(nodes, labels, resolution, rng);
    const reached = modularity(nodes, next, resolution);
    // Less than this is rounding of the sum.
    return reached <= quality + 1e-12 ? undefined : { labels: next, quality: reached };
  };
  const alone = { labels: Int32Array.from({ length: nodes.n }, (_, i) => i), quality: Number.NEGATIVE_INFINITY };
  const trials = Math.min(trialRounds, iterations);
  let best: Partition = alone;
  for (let start = 0; start < starts; start++) {
    let made: Partition = alone;
    for (let turn = 0; turn < trials; turn++) {
      made = improved(made) ?? made;
      await task.update((0.5 * (start + (turn + 1) / trials)) / starts);
    }
    if (made.quality > best.quality) best = made;
  }
  for (let turn = trials; turn < iterations; turn++) {
    const better = improved(best);
    if (!better) break;
    best = better;
    await task.update(1 - 0.5 * (1 - roundShare) ** (turn + 1 - trials));
  }
  const { labels, sizes } = numberBySize(best.labels);
  const quality = modularity(nodes, labels, resolution);
  return { labels, sizes, modularity: resolution === 1 ? quality : modularity(nodes, labels), quality };
}

function expectPositive(name: string, what: string, count: number): void {
  if (count >= 1 && Number.isInteger(count)) return;
  throw new CellScapeError("bad-option", `${name}: expected a positive number of ${what}, got ${count}`);
}
