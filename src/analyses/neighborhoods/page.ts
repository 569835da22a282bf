import { heatmap } from "../../figure/heatmap.ts";
import type { AnalysisPage, Content, PageTable } from "../../results/page.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { domainColors, placesWord, titledDomains } from "../../results/reported.ts";
import { typeColors } from "../cellTypes/colors.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import { typeWords } from "../cellTypes/words.ts";
import { borderShares } from "./borders.ts";
import type { NeighborhoodsMade } from "./made.ts";

/** Neighbourhood enrichment. */
export const neighborhoodsPage = {
  chapter: "space",
  id: "neighborhoods",
  title: "Neighbourhoods and shared borders",
  short: "Neighbourhoods",
  make(made: RunArtifacts<CellTypesMade & NeighborhoodsMade>) {
    const { neighborhoods } = made;
    if (!neighborhoods?.domains && !neighborhoods?.types) return [];
    const { domains, types } = neighborhoods;
    return [
      {
        kind: "text",
        text: `${types ? `Neighbourhood enrichment: number of neighbouring ${placesWord(made).many} of two ${typeWords(made).many}, compared with permuted labels (z-score). ` : ""}${domains ? "Shared borders: which domains adjoin each domain. Domains are contiguous, so that against permuted labels any two of them would seem to avoid each other." : ""}`,
      },
      ...(types
        ? contents(types, { name: typeWords(made).many, names: types.categories, colors: typeColors(made) })
        : []),
      ...(domains ? borderContents(domains, { names: titledDomains(made), colors: domainColors(made) }) : []),
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
  return [
    {
      kind: "figure",
      figure: {
        name: "neighborhoods_cell_types",
        minor: true,
        title: `Neighbourhood enrichment of ${name}`,
        svg,
        caption: `Neighbourhood enrichment of ${name}. Red: enriched; blue: depleted. The colours are scaled to pairs of different ${name}; the diagonal may lie far beyond their end.`,
      },
    },
    { kind: "table", table: neighborTable(found, words) },
  ];
}

function neighborTable({ counts, expected, zScores }: Found, { name, names }: Words): PageTable {
  const c = names.length;
  return {
    name: "neighborhoods_cell_types",
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

/** Shared borders of the domains: the part of the outer border of each that adjoins each other one. */
function borderContents(found: Found, { names, colors }: Omit<Words, "name">): Content[] {
  const c = names.length;
  const shares = borderShares(found);
  const svg = heatmap(
    shares.map((share) => 100 * share),
    {
      ...{ rows: names, columns: names, rowColors: colors, columnColors: colors },
      ...{ map: "light", range: [0, 100], label: "% of the border", missingName: "itself", annotate: c <= 14 },
    },
  );
  const rows = names.flatMap((from, i) =>
    names.flatMap((to, j) => (i === j ? [] : [[from, to, found.counts[i * c + j], shares[i * c + j]]])),
  );
  return [
    {
      kind: "figure",
      figure: {
        name: "borders_domains",
        minor: true,
        title: "Shared borders of domains",
        svg,
        caption:
          "Share of the outer border of the domain in the row that adjoins the domain in the column; rows sum to 100 %.",
      },
    },
    {
      kind: "table",
      table: {
        name: "domain_borders",
        title: "Shared borders",
        columns: [
          { name: "Domain", kind: "text" },
          { name: "Adjoins", kind: "text" },
          { name: "Contacts", kind: "count", hint: "Pairs of neighbours, one in each domain" },
          { name: "Share of its border", kind: "share" },
        ],
        rows: rows.filter(([, , contacts]) => contacts !== 0),
      },
    },
  ];
}
