import type { Random } from "../core/random.ts";
import type { Task } from "../core/task.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import type { DomainPolicy } from "./policy.ts";
import type { Domains } from "./result.ts";

/** What domains are found in. */
export interface DomainInputs {
  /** At least one [n, d], one for each training seed. Not modified. */
  readonly embeddings: readonly Matrix[];
  /** For each embedding, [n] domains that the method itself assigned, if it does. Not modified. */
  readonly labels?: readonly (Int32Array | undefined)[] | undefined;
  /** [n, 2] in any unit. */
  readonly positions: Matrix;
  /** [n, p] leading principal components of the expression; without them families made of these are left out. */
  readonly components?: Matrix | undefined;
  /** K, the number of domains, 1 .. n. */
  readonly count: number;
  /** The spatial graph; without it feature sets with means over neighbours are left out. */
  readonly graph?: Graph | undefined;
  /** [n] section of each cell, codes >= 0: only cells of one section are neighbours. */
  readonly sections?: Int32Array | undefined;
}

/** Works that clusterings cite. */
export type ClusteringWork = "mclust" | "louvain" | "leiden";

/** A way from embeddings to domains: an entry of `registry.ts`. */
export interface Clustering {
  /** As methods choose it. */
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** True if every K can be had; else domains may be more or fewer than wanted. */
  readonly exactCount: boolean;
  /** @throws bad-option for options of its own, or a policy, that it cannot take. */
  check?(options: object, policy: DomainPolicy): void;
  /**
   * K domains, the same bytes for the same inputs and stream of random numbers.
   *
   * @param policy thresholds, refinement among them.
   * @param options of this clustering alone.
   * @param task whose signal ends the search with the domains found so far.
   */
  find(inputs: DomainInputs, policy: DomainPolicy, options: object, rng: Random, task: Task): Promise<Domains>;
  /**
   * Sentences for the methods section of a paper.
   *
   * @param cite gives the number of a work in the list of references.
   */
  sentence(found: Pick<Domains, "partitions">, policy: DomainPolicy, cite: (work: ClusteringWork) => string): string;
}
