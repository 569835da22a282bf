import type { RunArtifacts } from "../../results/reported.ts";
import type { SeedScoresMade } from "./made.ts";

export function seedScoreMethods({ seedScores }: RunArtifacts<SeedScoresMade>): string[] {
  if (!seedScores) return [];
  return [
    `Domains were compared with the known labels "${seedScores.truth}" after the run; no step read these labels.`,
  ];
}
