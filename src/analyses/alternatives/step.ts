import { createRandom } from "../../core/random.ts";
import { cellConfidence } from "../../domains/confidence.ts";
import { kindCandidates } from "../../domains/kinds/kindCandidates.ts";
import { findKinds } from "../../domains/kinds/kinds.ts";
import type { Artifacts, StepContext } from "../../run/artifacts.ts";
import { optional, type Step } from "../../run/step.ts";
import { expressionComponents } from "../../run/steps/expressionComponents.ts";
import type { Alternatives, ShownKind } from "./made.ts";

/** What kinds are found from. */
export type KindNeeds = Pick<Artifacts, "embeddings" | "selection" | "features" | "graph" | "domains">;

/** The kinds of partition among the candidates, of the embedding and of the expression. */
export async function makeAlternatives(
  { embeddings, selection, features, graph, domains }: KindNeeds,
  { config, task }: StepContext,
): Promise<Alternatives> {
  const { count, refined } = domains;
  const { policy } = config;
  const inputs = {
    // A stored result holds the embedding of one seed.
    embeddings: embeddings.map(({ primary }) => primary).filter(({ rows }) => rows > 0),
    ...{ positions: selection.positions, count, graph: graph.graph, sections: selection.samples?.codes },
    components: await expressionComponents(features),
  };
  const rng = createRandom(config.seed).split("domains");
  const making = task.part(0, 0.8);
  const { candidates, plan } = await kindCandidates(inputs, domains.partitions, policy, rng, making);
  const found = await findKinds(refined, candidates, count, policy.kinds, task.part(0.8, 0.9));
  const raw = candidates.map((each) => each.raw);
  const kinds: ShownKind[] = [];
  for (const [at, { members, centre, ...kind }] of found.entries()) {
    const part = task.part(0.9 + at / found.length / 10, 0.9 + (at + 1) / found.length / 10);
    const { neighbors } = plan;
    const confidence = at === 0 ? undefined : await cellConfidence(kind.labels, raw, { neighbors, count }, part);
    kinds.push({ ...kind, confidence });
  }
  const missing = embeddings.length - inputs.embeddings.length;
  if (missing > 0)
    task.note(`kinds are those of the embedding of one seed of ${embeddings.length}: the result holds no other`);
  task.note(kinds.length === 1 ? "all partitions agree with the result" : noteOf(kinds));
  return { kinds, candidates: candidates.length };
}

function noteOf(kinds: readonly ShownKind[]): string {
  const shares = kinds.map(({ support }) => `${(100 * support).toFixed(0)} %`).join(", ");
  return `${kinds.length} kinds of partition, with ${shares} of the candidates (the result first)`;
}

export const alternativesStep: Step<Alternatives, KindNeeds> = {
  does: () => "Grouping partitions into kinds",
  needs: () => ["embeddings", "selection", "features", "graph", "domains"],
  policy: optional,
  run: makeAlternatives,
};
