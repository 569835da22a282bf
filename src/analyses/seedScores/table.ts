import { type CsvTable, csvTable } from "../../results/csvTable.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { SeedScoresMade } from "./made.ts";

/** Agreement of the domains, and of those of each seed, with known labels. */
export function seedScoreTables({ seedScores }: RunArtifacts<SeedScoresMade>): CsvTable[] {
  return seedScores ? [scoreTable(seedScores)] : [];
}

function scoreTable({ seeds, together }: SeedScoresMade["seedScores"]): CsvTable {
  const rows = [
    { seed: "all", stage: "after_vote", scores: together },
    ...seeds.flatMap(({ seed, raw, refined }) => [
      { seed, stage: "before_vote", scores: raw },
      { seed, stage: "after_vote", scores: refined },
    ]),
  ];
  return csvTable(
    "scores_over_seeds",
    "seed,stage,nmi,homogeneity,completeness,ari",
    rows.map(({ seed, stage, scores }) => [
      ...[seed, stage, scores.nmi, scores.homogeneity, scores.completeness, scores.ari],
    ]),
  );
}
