import { clusterSizes, matchClusters } from "../../cluster/partition.ts";
import { silentTask, type Task } from "../../core/task.ts";
import { normalizedMutualInformation } from "../../math/statistics/agreement.ts";
import { domainStability } from "../confidence.ts";
import { medoid } from "../consensus/medoid.ts";
import { pairwiseAgreement } from "../consensus/pairwiseAgreement.ts";
import { pluralityConsensus } from "../consensus/pluralityConsensus.ts";
import { familyWeights } from "../family.ts";
import type { KindPolicy } from "../policy.ts";
import type { PartitionSummary } from "../result.ts";
import { distinctCentres } from "./distinctCentres.ts";

/** A partition into K domains of which kinds are made. */
export type KindCandidate = Pick<PartitionSummary, "family" | "embedding" | "rounds" | "raw" | "refined">;

/** A kind of partition that the candidates fall into, and its representative. */
export interface Kind {
  /** [n] domains of the representative, 0 .. K - 1, numbered as the domains of the result that they share most cells with. */
  readonly labels: Int32Array;
  /** The candidate that the kind is made around, as an index; undefined for the result and the most smoothed. */
  readonly centre: number | undefined;
  /** Candidates of this kind, as indices; at least one, but for the result, to which none may be nearest. */
  readonly members: readonly number[];
  /** Share of all candidates that are of this kind, families weighing alike. */
  readonly support: number;
  /** The same within each family. */
  readonly families: readonly { readonly family: string; readonly share: number }[];
  /** Embeddings, that is training seeds, with a candidate of this kind among their own, and how many there are. */
  readonly seeds: { readonly with: number; readonly of: number };
  /** Mean Jaccard index of the representative's domains with their partners in the other candidates of the kind; NaN for one. */
  readonly stability: number;
  /** Normalised mutual information with the result; 1 for the result itself. */
  readonly agreement: number;
  /** Cells of another domain than in the result. */
  readonly differing: number;
  /** Where most of them go, largest first: domains of the result and of this kind. */
  readonly moves: readonly Move[];
}

/** Cells that are of one domain in the result and of another in a kind. */
export interface Move {
  readonly from: number;
  readonly to: number;
  readonly cells: number;
}

/** Moves that are listed. */
const mostMoves = 3;

/**
 * The kinds that partitions of the same cells fall into. Candidates that fit about equally well agree with some of the
 * others and disagree with the rest; which kind has the majority is chance, and no score without labels tells for certain
 * which is the anatomy. So all are shown, the result first, the others by support. Among them is the plurality of the candidates
 * that were averaged most, unless it is like the result: where domains are wide and neighbours alike it is the best of all,
 * and the fewer candidates are of its kind the more the result lacks it.
 *
 * @param result [n] the domains that were chosen, 0 .. count - 1: the representative of the first kind.
 * @param candidates into `count` domains each, after refinement over the tissue.
 * @returns the result alone where the candidates agree.
 */
export async function findKinds(
  result: Int32Array,
  candidates: readonly KindCandidate[],
  count: number,
  policy: KindPolicy,
  task: Task = silentTask,
): Promise<Kind[]> {
  const partitions = candidates.map(({ refined }) => refined);
  const families = candidates.map(({ family }) => family);
  const weights = familyWeights(families);
  const leading = [result, ...(await mostSmoothed(candidates, count))];
  const similarity = await pairwiseAgreement([...leading, ...partitions], task.part(0, 0.8));
  const given = leading.length;
  // These stand for candidates only: they have no weight.
  const centres = distinctCentres(similarity, Float64Array.of(...leading.map(() => 0), ...weights), policy, given);
  const nearest = partitions.map((_, at) =>
    nearestOf(similarity.values.subarray((at + given) * similarity.rows), centres),
  );
  const seedsOf = (members: readonly number[]) =>
    new Set(members.filter((at) => families[at] === "embedding").map((at) => candidates[at].embedding)).size;
  const all = Array.from(candidates.keys());
  const kinds = centres.map((centre, c): Kind => {
    const members = all.filter((at) => nearest[at] === c);
    const refined = members.map((at) => partitions[at]);
    const labels =
      centre === 0
        ? result
        : centre < given
          ? numberedAs(result, leading[centre], count)
          : numberedAs(result, plurality(partitions[centre - given], refined, count), count);
    const stability = domainStability(labels, refined.length > 1 ? refined : [], count);
    return {
      ...{ labels, members, centre: centre < given ? undefined : centre - given },
      support: members.reduce((sum, at) => sum + weights[at], 0),
      families: [...new Set(families)].map((family) => ({
        family,
        share:
          members.filter((at) => families[at] === family).length / families.filter((each) => each === family).length,
      })),
      seeds: { with: seedsOf(members), of: seedsOf(all) },
      stability: stability.reduce((sum, value) => sum + value, 0) / count,
      agreement: centre === 0 ? 1 : normalizedMutualInformation(labels, result),
      differing: labels.reduce((sum, label, i) => sum + (label === result[i] ? 0 : 1), 0),
      moves: movesOf(result, labels, count),
    };
  });
  await task.update(1);
  const [first, ...others] = kinds;
  return [first, ...others.sort((a, b) => b.support - a.support || b.agreement - a.agreement)];
}

/** Index among the centres of the one that a row is most similar to; the first of equals. */
function nearestOf(row: ArrayLike<number>, centres: readonly number[]): number {
  let best = 0;
  centres.forEach((centre, c) => {
    if (row[centre] > row[centres[best]]) best = c;
  });
  return best;
}

/** The plurality of the smoothed candidates of most rounds; none where there are no such candidates. */
async function mostSmoothed(candidates: readonly KindCandidate[], count: number): Promise<Int32Array[]> {
  const smoothed = candidates.filter(({ family }) => family === "smoothed components");
  const most = Math.max(...smoothed.map(({ rounds = 0 }) => rounds));
  const members = smoothed.filter(({ rounds = 0 }) => rounds === most).map(({ refined }) => refined);
  if (members.length === 0) return [];
  const { chosen } = await medoid(members);
  return [plurality(members[chosen], members, count)];
}

function plurality(centre: Int32Array, members: readonly Int32Array[], count: number): Int32Array {
  return pluralityConsensus(members, { weights: members.map(() => 1), reference: centre, count });
}

/** Domains in the numbers of those of the result that they share most cells with. */
function numberedAs(result: Int32Array, labels: Int32Array, count: number): Int32Array {
  const partner = matchClusters(labels, result, count);
  return labels.map((label) => partner[label]);
}

/** Between which domains most cells differ. */
export function movesOf(result: Int32Array, labels: Int32Array, count: number): Move[] {
  const pairs = clusterSizes(
    labels.map((label, i) => result[i] * count + label),
    count * count,
  );
  const moves = Array.from(pairs, (cells, pair) => ({ from: Math.floor(pair / count), to: pair % count, cells }));
  return moves
    .filter(({ from, to, cells }) => from !== to && cells > 0)
    .sort((a, b) => b.cells - a.cells)
    .slice(0, mostMoves);
}
