import { medoid } from "../../domains/consensus/medoid.ts";
import { type Agreement, agreement, scoredPairs } from "../../math/statistics/agreement.ts";
import { signedRankTest } from "../../math/statistics/signedRank.ts";
import type { Artifacts, StepContext } from "../../run/artifacts.ts";
import { optional, type Step } from "../../run/step.ts";
import type { SeedScores } from "./made.ts";
import type { SeedScoreOptions } from "./options.ts";
import { truthCodes } from "./truthCodes.ts";

/** Compare the domains that each seed alone gives with known labels; nothing in a run reads the result. */
export async function makeSeedScores(
  { dataset, selection, domains }: Pick<Artifacts, "dataset" | "selection" | "domains">,
  { config, report }: StepContext<SeedScoreOptions>,
): Promise<SeedScores> {
  const { truth } = config;
  if (truth === undefined) throw new Error("internal: scores need a column of known labels");
  const known = truthCodes(dataset, selection.cells, truth);
  const scoreOf = (labels: Int32Array): Agreement => {
    const pairs = scoredPairs(known, labels);
    return agreement(pairs.truth, pairs.labels);
  };
  const seeds: SeedScores["seeds"][number][] = [];
  for (let s = 0; s < config.seeds; s++) {
    // A result keeps the fits of a run without their labels.
    const own = domains.partitions.filter(({ embedding, raw }) => embedding === s && raw.length > 0);
    // A run that was stopped has fewer models than seeds; the baseline has one embedding for all of them.
    if (own.length === 0) continue;
    const { raw, refined } = own[(await medoid(own.map((partition) => partition.raw))).chosen];
    seeds.push({ seed: config.seed + s, raw: scoreOf(raw), refined: scoreOf(refined) });
  }
  const scored = known.filter((code) => code >= 0).length;
  const together = scoreOf(domains.refined);
  const { nmi, ari, homogeneity } = together;
  const scoreText = `NMI ${nmi.toFixed(3)}, ARI ${ari.toFixed(3)}, homogeneity ${homogeneity.toFixed(3)}`;
  report({ kind: "note", step: "seedScores", text: `${scoreText} against obs/${truth} of ${scored} cells` });
  const testOf = (score: keyof Agreement) =>
    signedRankTest(
      seeds.map(({ refined }) => refined[score]),
      seeds.map(({ raw }) => raw[score]),
    );
  const voteTests = {
    nmi: testOf("nmi"),
    homogeneity: testOf("homogeneity"),
    completeness: testOf("completeness"),
    ari: testOf("ari"),
  };
  return { truth, scored, seeds, together, voteTests };
}

export const seedScoresStep: Step<
  SeedScores,
  Pick<Artifacts, "dataset" | "selection" | "domains">,
  SeedScoreOptions
> = {
  does: ({ truth }) => `Scoring the domains of each seed against obs/${truth}`,
  needs: () => ["dataset", "selection", "domains"],
  policy: optional,
  run: makeSeedScores,
};
