import { reorderColumns } from "../cluster/columns.ts";
import { clusterSizes, rankBySize } from "../cluster/partition.ts";
import type { Task } from "../core/task.ts";
import { neighborsInSections } from "../spatial/neighborsInSections.ts";
import { type Candidate, usableSets } from "./candidates.ts";
import type { Clustering, DomainInputs } from "./clustering.ts";
import { cellConfidence, domainStability } from "./confidence.ts";
import { medoid } from "./consensus/medoid.ts";
import { familySetCount } from "./families/familyCandidates.ts";
import { byCells, type DomainPolicy } from "./policy.ts";
import { planRefinement, type RefinementPlan, refineBy } from "./refinement/refine.ts";
import type { Domains } from "./result.ts";
import { candidateRules, consensusRules } from "./rules.ts";
import { estimateWork, type WorkEstimate } from "./workEstimate.ts";

/**
 * Candidate partitions of each embedding, refined over the tissue, and a consensus of them: each rule and threshold is that
 * of the policy. How far the partitions bear out the consensus gives confidences of cells and stabilities of domains.
 *
 * @see METHOD.md section 2 for the medoid.
 */
export const consensusClustering: Clustering = {
  name: "consensus",
  exactCount: true,
  summary: "consensus of Gaussian mixtures on several numbers of components and feature sets",
  async find(inputs, policy, _, rng, task) {
    const work = workOf(inputs, policy);
    const { candidates: own } = policy;
    const candidates = await candidateRules[own.rule](inputs, own, rng, task, work);
    // Read before the consensus, which is made whole whenever the signal fires.
    const stoppedEarly = task.signal?.aborted === true;
    const found = await consensusOf(candidates, inputs, policy, task, work);
    await task.update(1);
    return { ...found, stoppedEarly };
  },
  sentence({ partitions }, { candidates: { covariance } }, cite) {
    const counts = [...new Set(partitions.map(({ components }) => components))].sort((a, b) => a - b);
    const views = partitions.some(({ features }) => features === "embeddingAndNeighborhoodMean")
      ? "of the embedding, and of the embedding beside its mean over neighbours"
      : "of the embedding";
    const several = new Set(partitions.map(({ embedding }) => embedding)).size > 1;
    const kept =
      partitions.length > 1 && !several
        ? `; of the ${partitions.length} fits, the one that agrees best with the others (mean normalised mutual information) was kept`
        : "";
    return `Domains were found by Gaussian mixture models (${covariance} covariance), as mclust fits them ${cite("mclust")}, on the leading principal components ${views} (${counts.join(", ")} components)${kept}.`;
  },
};

function workOf(inputs: DomainInputs, { candidates }: DomainPolicy): WorkEstimate {
  const { rows: n } = inputs.positions;
  return estimateWork({
    cells: n,
    count: inputs.count,
    embeddings: inputs.embeddings.length,
    setsEach: usableSets(inputs, candidates).length,
    others: familySetCount(inputs, candidates),
    fits: byCells(candidates.components, n).length * (1 + candidates.restarts),
    fitted: Math.min(n, candidates.fitAbove),
    wardSample: candidates.wardSampleAbove,
  });
}

/** The consensus of some partitions with K clusters each, and how far they bear it out. */
export async function consensusOf(
  candidates: readonly Candidate[],
  { positions, sections, count }: DomainInputs,
  policy: DomainPolicy,
  task: Task,
  work: WorkEstimate,
): Promise<Omit<Domains, "stoppedEarly">> {
  const { refinement, consensus, stability: thresholds } = policy;
  const partOf = (part: Parameters<WorkEstimate["atPart"]>[0]) => task.placed((share) => work.atPart(part, share));
  const partitions = candidates.map(({ labels }) => labels);
  const { agreement } = await task.memo("agreement", () => medoid(partitions, partOf("agreement")));
  const plan = await task.memo("neighbors", () => planRefinement(positions, sections, refinement, partOf("neighbors")));
  const { neighbors, rounds } = plan;
  const smoothed = await refineAll(candidates, plan, count, partOf("refinement"));
  const single = candidates.every(({ embedding }) => embedding === candidates[0].embedding);
  const touching = async () =>
    refinement.neighbors === 0 || refinement.neighbors >= consensus.touching
      ? neighbors
      : neighborsInSections(positions, () => consensus.touching, sections);
  const agreed = await consensusRules[single ? consensus.ofOne : consensus.ofSeveral](
    { partitions: smoothed, families: candidates.map(({ family }) => family), agreement, count, touching },
    consensus,
    partOf("fragmentation"),
  );

  const { chosen } = agreed;
  const rank = rankBySize(agreed.labels, count);
  const refined = agreed.labels.map((label) => rank[label]);
  const raw = partitions[chosen].map((label) => rank[label]);
  await partOf("posterior").update(0);
  const posterior = reorderColumns(candidates[chosen].posterior(), rank);
  const confidence = await cellConfidence(refined, partitions, { neighbors, count }, partOf("confidence"));
  const others = smoothed.filter((_, at) => at !== chosen);
  const stability = domainStability(refined, others, count);
  const sizes = clusterSizes(refined, count);
  const rawSizes = clusterSizes(raw, count);
  return {
    ...{ raw, refined, posterior, confidence },
    domains: Array.from(sizes, (size, k) => {
      return { size, rawSize: rawSizes[k], stability: stability[k], weak: stability[k] < thresholds.weakBelow };
    }),
    partitions: candidates.map(({ family, embedding, rounds, features, components, start, logLikelihood, bic }, at) => {
      return {
        ...{ family, embedding, rounds, features, components, start, logLikelihood, bic },
        agreement: agreement[at],
        chosen: at === chosen,
        raw: partitions[at],
        refined: smoothed[at],
      };
    }),
    refinement: { neighbors: neighbors.length / positions.rows, rounds },
    agreement: agreement.reduce((sum, value) => sum + value, 0) / agreement.length,
  };
}

/** [n] labels after refinement, of each candidate. */
async function refineAll(
  candidates: readonly Candidate[],
  plan: RefinementPlan,
  count: number,
  task: Task,
): Promise<Int32Array[]> {
  const all: Int32Array[] = [];
  const embeddings = new Set(candidates.map(({ embedding }) => embedding));
  for (const embedding of embeddings) {
    const own = candidates.filter((candidate) => candidate.embedding === embedding);
    const refined = await task.memo(`refined-${embedding}`, async () => {
      // Ward's fit may be the likeliest one too: it is refined once.
      const known = new Map<Int32Array, Int32Array>();
      for (const [at, { labels }] of own.entries()) {
        await task.update((all.length + at) / candidates.length);
        if (!known.has(labels)) known.set(labels, refineBy(plan, labels, count));
      }
      return own.map(({ labels }) => known.get(labels) ?? labels);
    });
    all.push(...refined);
  }
  return all;
}
