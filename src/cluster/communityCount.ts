import type { Random } from "../core/random.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { WeightedGraph } from "../data/weightedGraph.ts";
import type { Communities, CommunityOptions } from "./communities.ts";

/** Finds communities, as `louvain` and `leiden` do. */
export type FindCommunities = (
  graph: WeightedGraph,
  options: CommunityOptions,
  rng: Random,
  task: Task,
) => Promise<Communities>;

export interface CountedCommunities extends Communities {
  /** The resolution at which they were found. */
  readonly resolution: number;
}

/** Resolutions that are searched at most. */
const range = { lowest: 1e-3, highest: 64 };
/** Halvings of the interval on the logarithm of the resolution. */
const bisections = 16;
/** Resolutions tried in the last interval, where the bisection steps over the number. */
const scanned = 20;

/**
 * Communities of a graph, as many as wanted: the resolution is found by bisection; where that steps over the number, 20
 * resolutions of the last interval are tried; where none gives it, the nearest number found is returned. Every trial
 * starts from the same state of the generator.
 *
 * @param count K, communities wanted, >= 1.
 * @returns the communities, whose number may differ from K.
 */
export async function communitiesOfCount(
  graph: WeightedGraph,
  count: number,
  find: FindCommunities,
  rng: Random,
  task: Task = silentTask,
): Promise<CountedCommunities> {
  const trials = bisections + scanned;
  let tried = 0;
  const attempt = async (resolution: number): Promise<CountedCommunities> => {
    const own = task.part(tried / trials, (tried + 1) / trials);
    tried++;
    return { ...(await find(graph, { resolution, starts: 1 }, rng.split("trial"), own)), resolution };
  };
  const miss = ({ sizes }: Communities) => Math.abs(sizes.length - count);
  const nearer = (a: CountedCommunities, b: CountedCommunities) => (miss(b) < miss(a) ? b : a);
  let [low, high] = [range.lowest, range.highest];
  let middle = await attempt(1);
  let best = middle;
  for (let turn = 1; turn < bisections && miss(best) > 0; turn++) {
    if (middle.sizes.length < count) low = middle.resolution;
    else high = middle.resolution;
    middle = await attempt(Math.sqrt(low * high));
    best = nearer(best, middle);
  }
  for (let s = 1; s < scanned && miss(best) > 0; s++) {
    best = nearer(best, await attempt(low * (high / low) ** (s / scanned)));
  }
  return best;
}
