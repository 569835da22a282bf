import type { RunArtifacts } from "../../results/reported.ts";
import { describe } from "../../run/transfer/novelty.ts";
import type { Analysis } from "../analysis.ts";
import { noveltyKeys, spreadNovelty } from "./keys.ts";
import type { NoveltyMade } from "./made.ts";
import { noveltyPage } from "./page.ts";

/** How far a sample lies from the training data of the model that is applied to it. */
export const noveltyAnalysis = {
  name: "novelty",
  // A step of applying a model, and part of every such result.
  steps: {},
  artifacts: [],
  listed: false,
  runs: () => false,
  keys: noveltyKeys,
  cellValues: ({ dataset, selection, novelty }: RunArtifacts<NoveltyMade>) =>
    novelty ? { novelty: spreadNovelty({ dataset, selection, novelty }) } : {},
  figures: {
    novelty: "distance of cells from the training data of a saved model",
  },
  pages: [noveltyPage],
  warnings: ({ novelty }: RunArtifacts<NoveltyMade>) =>
    novelty && novelty.verdict !== "alike" ? [describe(novelty)] : [],
} satisfies Analysis;
