import { clusterSizes, rankBySize } from "../../cluster/partition.ts";
import type { Random } from "../../core/random.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { DomainInputs } from "../clustering.ts";
import { domainStability } from "../confidence.ts";
import { medoid } from "../consensus/medoid.ts";
import type { DomainPolicy } from "../policy.ts";
import { planRefinement, refineBy } from "../refinement/refine.ts";
import { levelPartitions } from "./levelPartitions.ts";

/** The domains of one number. */
export interface CountLevel {
  readonly count: number;
  /** [n] 0 .. count - 1, numbered by size. */
  readonly labels: Int32Array;
  /** One per domain. */
  readonly nodes: readonly CountNode[];
  /** Share of all cells that lie in the parent of their domain; NaN in the first level. */
  readonly nested: number;
}

/** A domain of a level, and where it comes from. */
export interface CountNode {
  readonly cells: number;
  /** Mean Jaccard index with its partners in the other partitions of this number; NaN where there are none. */
  readonly stability: number;
  /** The domain of the level before that most of its cells come from; -1 in the first level. */
  readonly parent: number;
  /** Share of its cells that come from there; NaN in the first level. */
  readonly share: number;
}

/** Domains of one number, whose stability is known. */
export interface KnownLevel {
  readonly labels: Int32Array;
  readonly stability: readonly number[];
}

/**
 * The domains of each number from the least to the most: which of them split where one more is wanted, and how stable each is. Of the
 * partitions of a number the one that agrees best with the others stands for it.
 *
 * @param inputs of which `embedding` is [n, d].
 * @param counts numbers of domains, ascending.
 * @param known domains that were found already, by their number.
 */
export async function countTree(
  inputs: Omit<DomainInputs, "embeddings" | "labels" | "count"> & { readonly embedding: Matrix },
  counts: readonly number[],
  known: ReadonlyMap<number, KnownLevel>,
  policy: DomainPolicy,
  rng: Random,
  task: Task = silentTask,
): Promise<CountLevel[]> {
  const { positions, sections } = inputs;
  const missing = counts.filter((count) => !known.has(count));
  const plan = await planRefinement(positions, sections, policy.refinement, task.part(0, 0.1));
  const found = await levelPartitions(inputs, missing, policy, rng, task.part(0.1, 0.8));
  const levels = new Map(known);
  for (const [at, count] of missing.entries()) {
    await task.update(0.8 + (0.2 * at) / missing.length);
    const refined = found[at].map((labels) => refineBy(plan, labels, count));
    const { chosen } = await medoid(refined);
    const rank = rankBySize(refined[chosen], count);
    const labels = refined[chosen].map((label) => rank[label]);
    const others = refined.filter((_, each) => each !== chosen);
    levels.set(count, { labels, stability: [...domainStability(labels, others, count)] });
  }
  await task.update(1);
  return treeOf(counts.flatMap((count) => levels.get(count) ?? []));
}

/** Joins partitions of rising numbers of domains: the parent of each domain is the one that most of its cells come from. */
export function treeOf(levels: readonly KnownLevel[]): CountLevel[] {
  return levels.map(({ labels, stability }, at): CountLevel => {
    const count = stability.length;
    const sizes = clusterSizes(labels, count);
    const before = levels.at(at - 1);
    if (at === 0 || !before) {
      const first = Array.from(sizes, (cells, k) => ({
        cells,
        stability: stability[k],
        parent: -1,
        share: Number.NaN,
      }));
      return { count, labels, nodes: first, nested: Number.NaN };
    }
    const width = before.stability.length;
    const shared = clusterSizes(
      labels.map((label, i) => label * width + before.labels[i]),
      count * width,
    );
    const nodes = Array.from(sizes, (cells, k): CountNode => {
      const from = shared.subarray(k * width, (k + 1) * width);
      const parent = from.indexOf(Math.max(...from));
      return { cells, stability: stability[k], parent, share: from[parent] / cells };
    });
    const nested = nodes.reduce((sum, { share, cells }) => sum + share * cells, 0) / labels.length;
    return { count, labels, nodes, nested };
  });
}

/** Domains of the level before that have several domains of a level as children, with those. */
export function splitsOf({ nodes }: CountLevel): { readonly parent: number; readonly into: readonly number[] }[] {
  const parents = [...new Set(nodes.map(({ parent }) => parent))].filter((parent) => parent >= 0);
  return parents
    .sort((a, b) => a - b)
    .map((parent) => ({ parent, into: [...nodes.keys()].filter((k) => nodes[k].parent === parent) }))
    .filter(({ into }) => into.length > 1);
}
