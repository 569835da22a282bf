import type { ConsensusRule } from "../consensus/consensusRules.ts";
import { medoidConsensus } from "../consensus/consensusRules.ts";
import { pairwiseAgreement } from "../consensus/pairwiseAgreement.ts";
import { pluralityConsensus } from "../consensus/pluralityConsensus.ts";
import { familyWeights } from "../family.ts";

/**
 * One pool of all families, each of which weighs the same: the partitions that agree most with all others are kept, and
 * each cell takes the label that most of these give it. Models fall into kinds by chance; what other families find as
 * well does not depend on a seed. Of one family alone it is the medoid.
 */
export const equalFamilies: ConsensusRule = async (inputs, policy, task) => {
  const { partitions, families, count } = inputs;
  if (new Set(families).size < 2) return medoidConsensus(inputs, policy, task);
  const weights = familyWeights(families);
  const shared = await pairwiseAgreement(partitions, task);
  const agreement = partitions.map((_, a) => {
    const others = partitions.map((__, b) => b).filter((b) => b !== a);
    const total = others.reduce((sum, b) => sum + weights[b], 0);
    return others.reduce((sum, b) => sum + weights[b] * shared.values[a * partitions.length + b], 0) / total;
  });
  const order = partitions.map((_, at) => at).sort((a, b) => agreement[b] - agreement[a] || a - b);
  const kept = order.slice(0, Math.max(1, Math.ceil(policy.best * partitions.length)));
  const [chosen] = kept;
  const labels = pluralityConsensus(
    kept.map((at) => partitions[at]),
    { weights: kept.map(() => 1), reference: partitions[chosen], count },
  );
  return { chosen, labels };
};
