import { reorderColumns } from "../cluster/columns.ts";
import { clusterSizes, rankBySize } from "../cluster/partition.ts";
import type { KeepPart } from "../core/keepPart.ts";
import { silentTask } from "../core/task.ts";
import type { Matrix } from "../data/matrix.ts";
import type { Candidate } from "./candidates.ts";
import { cellConfidence, domainStability } from "./confidence.ts";
import { piecesOf, strayShare, touchingNeighbors } from "./fragmentation.ts";
import { votingNeighbors } from "./majorityVote.ts";
import { medoid } from "./medoid.ts";
import { plurality } from "./pluralityConsensus.ts";
import { policies, type RefinementPolicy, refinementOver } from "./policy.ts";
import { planRefinement, type RefinementPlan, refineBy } from "./refine.ts";
import type { Domains } from "./result.ts";
import type { ConsensusPart } from "./workEstimate.ts";

/** Told the share of a part of the work that is done, 0 to 1, and awaited. */
export type OnShare = (part: ConsensusPart, share: number) => Promise<void>;

export interface ConsensusOptions {
  /** See `DomainOptions`. */
  readonly voters?: number;
  readonly voteRounds?: number;
  readonly sections?: Int32Array;
  readonly onShare: OnShare;
  /** Keeps who votes, and the votes on the partitions of each embedding. */
  readonly keep: KeepPart;
}

/**
 * The partition that agrees most with the others, after the vote, and how far the others bear it out. Where they come
 * from several models, each cell's domain is what most of them say, see `pooled`.
 */
export async function consensus(
  candidates: readonly Candidate[],
  positions: Matrix,
  clusters: number,
  options: ConsensusOptions,
): Promise<Omit<Domains, "stoppedEarly">> {
  const { keep, onShare } = options;
  const taskOf = (part: ConsensusPart) => ({ ...silentTask, update: (share: number) => onShare(part, share) });
  const partitions = candidates.map(({ labels }) => labels);
  const central = await keep("medoid", () => medoid(partitions, taskOf("medoid")));
  const { agreement } = central;
  const policy = refinementOf(options);
  const refinement = await keep("voters", () => planRefinement(positions, options.sections, policy, taskOf("voters")));
  const { neighbors, rounds } = refinement;
  const votes = await voteOnAll(candidates, refinement, clusters, options);
  const single = candidates.every(({ embedding }) => embedding === candidates[0].embedding);
  const { chosen, voted } = single
    ? { chosen: central.chosen, voted: votes[central.chosen] }
    : await pooled(votes, agreement, {
        ...options,
        neighbors: await touching(positions, neighbors, options),
        clusters,
      });

  const rank = rankBySize(voted, clusters);
  const refined = voted.map((label) => rank[label]);
  const raw = partitions[chosen].map((label) => rank[label]);
  await onShare("posterior", 0);
  const posterior = reorderColumns(candidates[chosen].posterior(), rank);
  const confidence = await cellConfidence(refined, partitions, { neighbors, clusters }, taskOf("confidence"));
  const others = votes.filter((_, at) => at !== chosen);
  const stability = domainStability(refined, others, clusters);
  const sizes = clusterSizes(refined, clusters);
  const rawSizes = clusterSizes(raw, clusters);
  return {
    ...{ raw, refined, posterior, confidence },
    domains: Array.from(sizes, (size, k) => {
      return { size, rawSize: rawSizes[k], stability: stability[k], weak: stability[k] < 0.5 };
    }),
    partitions: candidates.map(({ embedding, view, components, start, logLikelihood, bic }, at) => {
      return {
        ...{ embedding, view, components, start, logLikelihood, bic },
        agreement: agreement[at],
        chosen: at === chosen,
        raw: partitions[at],
        refined: votes[at],
      };
    }),
    vote: { voters: neighbors.length / positions.rows, rounds },
    agreement: agreement.reduce((sum, value) => sum + value, 0) / agreement.length,
  };
}

/** A partition without any stray cell weighs as much as a hundred whose cells all are. */
const leastStray = 0.01;

/**
 * Partitions of several models fall into a few kinds that fit about equally well, and which kind is in the majority is
 * chance. So those whose domains are in few pieces weigh more: the chosen one has the largest agreement times share of
 * cells in the main piece of their domain in their piece of tissue, and on each cell all of them vote, with weight
 * 1 / (0.01 + stray share).
 */
async function pooled(
  votes: readonly Int32Array[],
  agreement: Float64Array,
  {
    neighbors,
    clusters,
    onShare,
  }: Pick<RefinementPlan, "neighbors"> & Pick<ConsensusOptions, "onShare"> & { clusters: number },
): Promise<{ readonly chosen: number; readonly voted: Int32Array }> {
  const tissue = piecesOf(new Int32Array(votes[0].length), neighbors);
  const strays: number[] = [];
  for (const [at, labels] of votes.entries()) {
    await onShare("pieces", at / votes.length);
    strays.push(strayShare(labels, neighbors, { clusters, tissue }));
  }
  const fitness = agreement.map((shared, at) => shared * (1 - strays[at]));
  const chosen = fitness.indexOf(Math.max(...fitness));
  const weights = strays.map((stray) => 1 / (leastStray + stray));
  return { chosen, voted: plurality(votes, { weights, reference: votes[chosen], clusters }) };
}

/** Who holds pieces together: those who vote, or more where so few are asked to vote that all pieces would be small. */
async function touching(
  positions: Matrix,
  neighbors: Int32Array,
  { voters = 0, sections }: Pick<ConsensusOptions, "voters" | "sections">,
): Promise<Int32Array> {
  if (voters === 0 || voters >= touchingNeighbors) return neighbors;
  return votingNeighbors(positions, () => touchingNeighbors, sections);
}

function refinementOf({ voters, voteRounds }: ConsensusOptions): RefinementPolicy {
  const { refinement } = policies.default;
  const over = voters === undefined ? refinement : refinementOver(voters, refinement);
  return voteRounds === undefined ? over : { ...over, rounds: { few: voteRounds, many: voteRounds, manyCells: 0 } };
}

/** [n] labels after the vote, of each candidate. */
async function voteOnAll(
  candidates: readonly Candidate[],
  refinement: RefinementPlan,
  clusters: number,
  { keep, onShare }: ConsensusOptions,
): Promise<Int32Array[]> {
  const vote = (labels: Int32Array) => refineBy(refinement, labels, clusters);
  const all: Int32Array[] = [];
  const embeddings = new Set(candidates.map(({ embedding }) => embedding));
  for (const embedding of embeddings) {
    const own = candidates.filter((candidate) => candidate.embedding === embedding);
    const votes = await keep(`votes-${embedding}`, async () => {
      // Ward's fit may be the likeliest one too: its votes are cast once.
      const known = new Map<Int32Array, Int32Array>();
      for (const [at, { labels }] of own.entries()) {
        await onShare("votes", (all.length + at) / candidates.length);
        if (!known.has(labels)) known.set(labels, vote(labels));
      }
      return own.map(({ labels }) => known.get(labels) ?? labels);
    });
    all.push(...votes);
  }
  return all;
}
