import type { Task } from "../../core/task.ts";
import type { FamilyName } from "../family.ts";
import type { ConsensusPolicy } from "../policy.ts";
import { componentsOf, fragmentation } from "./fragmentation.ts";
import { pluralityConsensus } from "./pluralityConsensus.ts";

/** Partitions of which one is made. */
export interface ConsensusInputs {
  /** Each [n] after refinement, 0 .. count - 1. */
  readonly partitions: readonly Int32Array[];
  /** What each was made of. */
  readonly families: readonly FamilyName[];
  /** Mean normalised mutual information of each partition, before refinement, with the others. */
  readonly agreement: Float64Array;
  readonly count: number;
  /** [n, r] neighbours that join cells of a domain, padded with -1. */
  readonly touching: () => Promise<Int32Array>;
}

/** The partition that a consensus is nearest to, whose clusters number its labels. */
export interface Consensus {
  readonly chosen: number;
  /** [n] 0 .. count - 1, none of them empty. */
  readonly labels: Int32Array;
}

export type ConsensusRule = (inputs: ConsensusInputs, policy: ConsensusPolicy, task: Task) => Promise<Consensus>;

/** The partition that agrees most with the others. */
export const medoidConsensus: ConsensusRule = async ({ partitions, agreement }) => {
  const chosen = agreement.indexOf(Math.max(...agreement));
  return { chosen, labels: partitions[chosen] };
};

/**
 * Partitions of several models fall into a few kinds that fit about equally well, and which kind is in the majority is
 * chance. So those whose domains are fragmented little weigh more: the chosen one has the largest agreement times share of
 * cells outside fragments, and each cell's label is the one of the largest total weight, 1 / (offset + fragmentation) for
 * each partition.
 */
export const weightedPlurality: ConsensusRule = async (inputs, { fragmentationOffset, touching }, task) => {
  const { partitions, agreement, count } = inputs;
  const neighbors = await inputs.touching();
  const tissue = componentsOf(new Int32Array(partitions[0].length), neighbors, touching);
  const fragments: number[] = [];
  for (const [at, labels] of partitions.entries()) {
    await task.update(at / partitions.length);
    fragments.push(fragmentation(labels, neighbors, { count, tissue, touching }));
  }
  const fitness = agreement.map((shared, at) => shared * (1 - fragments[at]));
  const chosen = fitness.indexOf(Math.max(...fitness));
  const weights = fragments.map((share) => 1 / (fragmentationOffset + share));
  return { chosen, labels: pluralityConsensus(partitions, { weights, reference: partitions[chosen], count }) };
};
