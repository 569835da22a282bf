import { heatmap } from "../../figure/heatmap.ts";
import { stackedBars } from "../../figure/stackedBars.ts";
import type { AnalysisPage, Content, PageTable } from "../../results/page.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { domainColors, placesWord, titledDomains } from "../../results/reported.ts";
import { typeColors } from "../cellTypes/colors.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import { capital, typeWords } from "../cellTypes/words.ts";
import type { CompositionMade } from "./made.ts";

type Made = RunArtifacts<CellTypesMade & CompositionMade>;

/** Cell type composition of the domains. */
export const compositionPage = {
  chapter: "cell types",
  id: "composition",
  title: "Cell type composition of domains",
  short: "Composition",
  heading: (made: Made) => ({ title: `${capital(typeWords(made).one)} composition of domains`, short: "Composition" }),
  make: (made: Made) => (made.composition ? makeUp(made, made.composition) : []),
} satisfies AnalysisPage;

function makeUp(made: Made, found: CompositionMade["composition"]): Content[] {
  const colors = typeColors(made);
  const { composition, logRatios } = found;
  const { types, proportions, overall, counts } = composition;
  const names = titledDomains(made);
  const sizes = names.map((_, k) =>
    counts.subarray(k * types.length, (k + 1) * types.length).reduce((a, b) => a + b, 0),
  );
  const bars = stackedBars([...proportions, ...overall], {
    bars: [...names, "Whole tissue"],
    parts: types,
    colors,
    barColors: domainColors(made),
    counts: [...sizes, sizes.reduce((a, b) => a + b, 0)],
    apart: 1,
    legendTitle: capital(typeWords(made).one),
  });
  // The ratio of a type that a domain lacks has no logarithm: grey.
  const heat = heatmap(logRatios, {
    rows: names,
    columns: types,
    rowColors: domainColors(made),
    columnColors: colors,
    map: "diverging",
    range: [-3, 3],
    label: "log2 ratio",
    missingName: "absent",
    annotate: types.length <= 14,
  });
  return [
    {
      kind: "figure",
      figure: {
        name: "composition",
        title: "Composition",
        svg: bars,
        caption: `${capital(typeWords(made).one)} composition of each domain, with its number of ${placesWord(made).many}; whole tissue below.`,
      },
    },
    {
      kind: "figure",
      figure: {
        name: "composition_ratio",
        minor: true,
        title: `Enriched and depleted ${typeWords(made).many}`,
        svg: heat,
        caption: "Log2 ratio of the share of a type in the domain to that in the whole tissue; grey: absent.",
      },
    },
    { kind: "table", table: compositionTable(made, found) },
  ];
}

function compositionTable(made: Made, found: CompositionMade["composition"]): PageTable {
  const { composition, logRatios, zScores, adjusted } = found;
  const { types, counts, proportions, overall } = composition;
  return {
    name: "composition",
    title: `${capital(typeWords(made).many)} in domains`,
    caption: "The test treats neighbouring cells as independent, which they are not: use the p-values to rank pairs.",
    columns: [
      { name: "Domain", kind: "text" },
      { name: capital(typeWords(made).one), kind: "text" },
      { name: capital(placesWord(made).many), kind: "count" },
      { name: "Share of the domain", kind: "share" },
      { name: "Share of the tissue", kind: "share" },
      { name: "Log2 ratio", kind: "number" },
      { name: "z-score", kind: "number", hint: "Against permuted types" },
      { name: "Adjusted p", kind: "p" },
    ],
    rows: titledDomains(made).flatMap((domain, i) =>
      types.map((type, j) => {
        const at = i * types.length + j;
        return [domain, type, counts[at], proportions[at], overall[j], logRatios[at], zScores[at], adjusted[at]];
      }),
    ),
  };
}
