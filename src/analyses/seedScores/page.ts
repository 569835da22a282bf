import { boxPlot } from "../../figure/boxPlot.ts";
import { groupThousands } from "../../figure/drawing/axes.ts";
import type { AnalysisPage, Content, PageFigure, PageTable } from "../../results/page.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { placesWord } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import type { SeedScoresMade } from "./made.ts";
import { truthMap } from "./truthMap.ts";

const scores = [
  { key: "nmi", name: "NMI" },
  { key: "homogeneity", name: "Homogeneity" },
  { key: "ari", name: "ARI" },
] as const;

/** Seeds that make a box at least. */
const fewestSeeds = 3;
/** The signed-rank test of fewer pairs cannot fall below 0.05. */
const fewestTested = 6;

/** How well the domains agree with known labels. */
export const seedScoresPage = {
  chapter: "samples",
  id: "known-labels",
  title: "Agreement with known labels",
  short: "Known labels",
  make(made: RunArtifacts<SeedScoresMade>, config: Config) {
    const { seedScores } = made;
    if (!seedScores) return [];
    const { truth, scored, seeds } = seedScores;
    const text =
      `Domains (found without labels) compared with obs/${truth} in ${groupThousands(scored)} ${placesWord(made).many}: normalised mutual information (NMI), homogeneity and adjusted Rand index (ARI); 1 is full agreement.` +
      (seeds.length > 1 ? " The domains of each seed are those of its most central partition." : "");
    return [
      { kind: "text", text },
      ...truthMap(made, config),
      ...(seeds.length >= fewestSeeds ? [figureOf(seedScores)] : []),
      { kind: "table", table: scoreTable(seedScores) },
    ];
  },
} satisfies AnalysisPage;

function figureOf({ seeds, voteTests }: SeedScoresMade["seedScores"]): Content {
  const groups = scores.flatMap(({ key, name }) => [
    { name: `${name}, before`, values: seeds.map(({ raw }) => raw[key]), color: "#8a97a8" },
    { name: `${name}, after`, values: seeds.map(({ refined }) => refined[key]), color: "#4263c5" },
  ]);
  const tested = seeds.length >= fewestTested;
  const tests = tested ? scores.map(({ key }, s) => ({ a: 2 * s, b: 2 * s + 1, pValue: voteTests[key] })) : [];
  const stars = tested
    ? "Stars: paired Wilcoxon signed-rank test, * p < 0.05, ** p < 0.01, *** p < 0.001, ns otherwise."
    : `Not tested: the test needs at least ${fewestTested} seeds to reach p < 0.05.`;
  const figure: PageFigure = {
    name: "scores_over_seeds",
    title: "Scores over seeds",
    svg: boxPlot(groups, { tests, axisLabel: "Agreement with known labels" }),
    caption: `One dot per seed (${seeds.length}), before and after spatial refinement; boxes: quartiles and median. ${stars}`,
  };
  return { kind: "figure", figure };
}

function scoreTable({ seeds, together }: SeedScoresMade["seedScores"]): PageTable {
  const unsmoothed = seeds.length > 0;
  return {
    name: "scores_over_seeds",
    title: "Scores",
    columns: [
      { name: "Domains", kind: "text" },
      ...scores.map(({ name }) => ({ name, kind: "number" as const })),
      ...(unsmoothed ? scores.map(({ name }) => ({ name: `${name}, unsmoothed`, kind: "number" as const })) : []),
    ],
    rows: [
      ["this run", ...scores.map(({ key }) => together[key]), ...(unsmoothed ? scores.map(() => undefined) : [])],
      ...seeds.map(({ seed, raw, refined }) => [
        `seed ${seed}`,
        ...scores.map(({ key }) => refined[key]),
        ...scores.map(({ key }) => raw[key]),
      ]),
    ],
  };
}
