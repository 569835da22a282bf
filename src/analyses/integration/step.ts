import { createRandom } from "../../core/random.ts";
import type { Matrix } from "../../data/matrix.ts";
import { principalComponents } from "../../math/linearAlgebra/pca.ts";
import { aboveZero, scaleGenes } from "../../preprocess/scale.ts";
import type { Artifacts, Context } from "../../run/artifacts.ts";
import { domainColumn } from "../../run/domainColumn.ts";
import { dependenceOf, sampleColumn } from "../../run/sampleColumn.ts";
import { optional, type Step } from "../../run/step.ts";
import { leadingComponents, usualComponents } from "../embeddingGraphs/leadingComponents.ts";
import { scoreIntegration } from "./integration.ts";
import type { IntegrationScores, IntegrationStage } from "./made.ts";

/**
 * Score the mixing of samples in expression before and after correction and in the spatial embedding, as trained and aligned; what should stay
 * apart are the domains.
 */
export async function makeIntegration(
  {
    selection,
    expression,
    features,
    embeddings,
    domains,
  }: Pick<Artifacts, "selection" | "expression" | "features" | "embeddings" | "domains">,
  { config, report }: Context,
): Promise<IntegrationScores> {
  const dependence = dependenceOf({ selection, domains }, config.seed);
  // A subset may lie in one sample.
  if (!selection.samples) return { stages: [], dependence };
  const samples = sampleColumn({ selection });
  const labels = domains.count > 1 ? domainColumn(domains) : undefined;
  const rng = createRandom(config.seed).split("integration");
  const score = async (stage: IntegrationStage["stage"], matrix: Matrix): Promise<IntegrationStage> => {
    return {
      stage,
      scores: await scoreIntegration(matrix, samples, { ...(labels ? { labels } : {}), rng: rng.split(stage) }),
    };
  };
  const leading = await leadingComponents(features);
  const corrected = config.correct === "combat";
  const before = corrected
    ? (
        await principalComponents(
          features.scale === "z-score" ? aboveZero(scaleGenes(expression, features.scale)) : expression,
          usualComponents,
        )
      ).scores
    : leading;
  const { primary, aligned } = embeddings[domains.embedding];
  const stages = [
    await score("expression", before),
    ...(corrected ? [await score("corrected", leading)] : []),
    await score("spatial", primary),
    ...(aligned ? [await score("aligned", aligned)] : []),
  ];
  const mixing = stages.map(({ stage, scores }) => `${stage} ${scores.ilisi.mean.toFixed(2)}`).join(", ");
  const most = stages[0].scores.ilisi.attainable.toFixed(2);
  report({
    kind: "note",
    step: "integration",
    text: `iLISI (${most} if samples are shuffled): ${mixing}`,
  });
  return { stages, dependence };
}

export const integrationStep: Step<
  IntegrationScores,
  Pick<Artifacts, "selection" | "expression" | "features" | "embeddings" | "domains">
> = {
  does: () => "Scoring batch integration",
  needs: () => ["selection", "expression", "features", "embeddings", "domains"],
  policy: optional,
  run: makeIntegration,
};
