import { domainMap } from "../../figure/domainMap.ts";
import { heatmap } from "../../figure/heatmap.ts";
import { stackedBars } from "../../figure/stackedBars.ts";
import type { Content, Page, PageTable } from "../../results/page.ts";
import {
  domainColors,
  overAll,
  placesWord,
  positionsOf,
  type Reported,
  titledDomains,
  typeColors,
} from "../../results/reported.ts";

/** Types of cells, and which domains they live in. */
export const compositionPage: Page = {
  id: "cell-types",
  title: "Cell types",
  short: "Cell types",
  make(made, { unitUm }) {
    const { cellTypes, composition } = made;
    if (!cellTypes) return [];
    const { types, method, column, resolution } = cellTypes;
    const colors = typeColors(made);
    const { one, many } = placesWord(made);
    const mixed = one === "spot" ? " A spot holds several cells: a type here is a mixture of cells that recurs." : "";
    const found =
      method === "column"
        ? `The types of cells were read from column ${column} of the file.`
        : `Groups of ${many} that are alike in expression, wherever they lie (${method}, resolution ${resolution}). They have numbers for names until you recognise them by their genes.${mixed}`;
    const svg = domainMap(positionsOf(made), overAll(made, types.codes), {
      names: types.categories,
      colors,
      legendTitle: "Cell type",
      ...(unitUm === undefined ? {} : { unitUm }),
    });
    return [
      { kind: "text", text: found },
      {
        kind: "figure",
        figure: {
          name: "cell_types",
          title: "Cell types",
          svg,
          caption: `The type of each ${one}, where it lies in the tissue.`,
        },
      },
      ...(composition ? makeUp(made, composition, colors) : []),
    ];
  },
};

function makeUp(made: Reported, found: NonNullable<Reported["composition"]>, colors: readonly string[]): Content[] {
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
    legendTitle: "Cell type",
  });
  // A type that a domain lacks has no logarithm: its place is grey.
  const heat = heatmap(logRatios, {
    rows: names,
    columns: types,
    rowColors: domainColors(made),
    columnColors: colors,
    map: "diverging",
    range: [-3, 3],
    label: "log2 ratio",
    missingName: "not there",
    annotate: types.length <= 14,
  });
  return [
    {
      kind: "figure",
      figure: {
        name: "composition",
        title: "Make-up",
        svg: bars,
        caption: `Which types of cells each domain is made of, with its number of ${placesWord(made).many}, and the whole tissue below.`,
      },
    },
    {
      kind: "figure",
      figure: {
        name: "composition_ratio",
        title: "Over and under-represented types",
        svg: heat,
        caption:
          "Red: the type is more common in the domain than in the whole tissue (1 is twice as common); blue: rarer; grey: not there at all.",
      },
    },
    { kind: "table", table: compositionTable(made, found) },
  ];
}

function compositionTable(made: Reported, found: NonNullable<Reported["composition"]>): PageTable {
  const { composition, logRatios, zScores, adjusted } = found;
  const { types, counts, proportions, overall } = composition;
  return {
    name: "composition",
    title: "Cell types in domains",
    caption:
      "The test takes neighbours in the tissue as independent, which they are not: its p-values rank pairs rather than prove them.",
    columns: [
      { name: "Domain", kind: "text" },
      { name: "Cell type", kind: "text" },
      { name: capital(placesWord(made).many), kind: "count" },
      { name: "Share of the domain", kind: "share" },
      { name: "Share of the tissue", kind: "share" },
      { name: "Log2 ratio", kind: "number" },
      { name: "z-score", kind: "number", hint: "Against types shuffled over the tissue" },
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

function capital(word: string): string {
  return word[0].toUpperCase() + word.slice(1);
}
