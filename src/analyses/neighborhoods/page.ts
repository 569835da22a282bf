import { heatmap } from "../../figure/heatmap.ts";
import type { AnalysisPage, Content, PageTable } from "../../results/page.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { domainColors, placesWord, titledDomains } from "../../results/reported.ts";
import { typeColors } from "../cellTypes/colors.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import type { NeighborhoodsMade } from "./made.ts";

/** Neighbourhood enrichment. */
export const neighborhoodsPage = {
  chapter: "space",
  id: "neighborhoods",
  title: "Neighbourhood enrichment",
  short: "Neighbourhoods",
  make(made: RunArtifacts<CellTypesMade & NeighborhoodsMade>) {
    const { neighborhoods } = made;
    if (!neighborhoods?.domains && !neighborhoods?.types) return [];
    const { domains, types } = neighborhoods;
    return [
      {
        kind: "text",
        text: `Number of neighbouring ${placesWord(made).many} of two groups, compared with permuted labels (z-score). Red: enriched; blue: depleted.`,
      },
      ...(types ? contents(types, { name: "cell types", names: types.categories, colors: typeColors(made) }) : []),
      ...(domains
        ? contents(domains, { name: "domains", names: titledDomains(made), colors: domainColors(made) })
        : []),
    ];
  },
} satisfies AnalysisPage;

interface Words {
  readonly name: string;
  readonly names: readonly string[];
  readonly colors: readonly string[];
}

type Found = NonNullable<NeighborhoodsMade["neighborhoods"]["domains"]>;

function contents(found: Found, words: Words): Content[] {
  const { zScores } = found;
  const { name, names, colors } = words;
  const c = names.length;
  // A group beside itself scores far above all pairs: the colours end where the pairs do.
  const pairs = Array.from(zScores).filter((z, at) => Number.isFinite(z) && Math.floor(at / c) !== at % c);
  const most = pairs.reduce((a, z) => Math.max(a, Math.abs(z)), 2);
  const svg = heatmap(zScores, {
    rows: names,
    columns: names,
    rowColors: colors,
    columnColors: colors,
    map: "diverging",
    range: [-most, most],
    label: "z-score",
    annotate: c <= 14,
  });
  const slug = name.replace(" ", "_");
  return [
    {
      kind: "figure",
      figure: {
        name: `neighborhoods_${slug}`,
        title: `Neighbourhood enrichment of ${name}`,
        svg,
        caption: `Neighbourhood enrichment of ${name}. The colours are scaled to pairs of different ${name}; the diagonal may lie far beyond their end.`,
      },
    },
    { kind: "table", table: neighborTable(found, words) },
  ];
}

function neighborTable({ counts, expected, zScores }: Found, { name, names }: Words): PageTable {
  const c = names.length;
  return {
    name: `neighborhoods_${name.replace(" ", "_")}`,
    title: `Neighbouring ${name}`,
    columns: [
      { name: "From", kind: "text" },
      { name: "To", kind: "text" },
      { name: "Contacts", kind: "count" },
      { name: "Expected", kind: "number" },
      { name: "z-score", kind: "number" },
    ],
    rows: names.flatMap((from, i) =>
      names.map((to, j) => [from, to, counts[i * c + j], expected[i * c + j], zScores[i * c + j]]),
    ),
  };
}
