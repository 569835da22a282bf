import { valueMap } from "../../figure/valueMap.ts";
import type { AnalysisPage } from "../../results/page.ts";
import { positionsOf, type RunArtifacts } from "../../results/reported.ts";
import { tissueMapOptions } from "../../results/tissueMapOptions.ts";
import type { Config } from "../../run/options/config.ts";
import { describe } from "../../run/transfer/novelty.ts";
import { spreadNovelty } from "./keys.ts";
import type { NoveltyMade } from "./made.ts";

/** How unlike the training data each cell is. */
export const noveltyPage = {
  chapter: "samples",
  id: "novelty",
  title: "Novelty relative to the training data",
  short: "Novelty",
  make(made: RunArtifacts<NoveltyMade>, config: Config) {
    const { novelty, dataset, selection } = made;
    if (!novelty) return [];
    const title = "Unlike the training data";
    const label = "Share of the training cells nearer to their domain";
    const values = spreadNovelty({ dataset, selection, novelty });
    const svg = valueMap(positionsOf(made), values, { title, label, range: [0, 1], ...tissueMapOptions(made, config) });
    const caption = `${label}: near 1 where a cell is unlike its domain in the training data.`;
    return [
      { kind: "text", text: describe(novelty) },
      { kind: "figure", figure: { name: "novelty", title, svg, caption } },
    ];
  },
} satisfies AnalysisPage;
