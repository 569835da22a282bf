import type { Dataset } from "../../data/dataset.ts";
import type { Config } from "../../run/options/config.ts";
import type { Analysis } from "../analysis.ts";
import { seedScoreMethods } from "./methods.ts";
import { type SeedScoreOptions, seedScoreOptions } from "./options.ts";
import { seedScoresPage } from "./page.ts";
import { seedScoresStep } from "./step.ts";
import { seedScoreTables } from "./table.ts";
import { truthCodes } from "./truthCodes.ts";

/** Agreement of the domains, and of those of each seed, with known labels. */
export const seedScoresAnalysis = {
  name: "seed-scores",
  listed: false,
  options: seedScoreOptions,
  steps: { seedScores: seedScoresStep },
  artifacts: ["seedScores"],
  runs: ({ truth }: Config & SeedScoreOptions) => truth !== undefined,
  check: (dataset: Dataset, { truth }: Config & SeedScoreOptions) => {
    if (truth !== undefined) truthCodes(dataset, Uint32Array.from(dataset.cells.keys()), truth);
  },
  tables: seedScoreTables,
  figures: {
    known_labels: "the known labels of --truth beside the domains, in matched colours",
    scores_over_seeds: "agreement of each seed with known labels",
  },
  pages: [seedScoresPage],
  methods: seedScoreMethods,
} satisfies Analysis;
