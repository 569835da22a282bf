import { heatmap } from "../../figure/heatmap.ts";
import type { Content, Page, PageTable } from "../../results/page.ts";
import { domainColors, placesWord, titledDomains, typeColors } from "../../results/reported.ts";
import type { Artifacts } from "../../run/artifacts.ts";

/** Who lives beside whom. */
export const neighborhoodsPage: Page = {
  id: "neighborhoods",
  title: "Neighbours in the tissue",
  short: "Neighbours",
  make(made) {
    const { neighborhoods } = made;
    if (!neighborhoods?.domains && !neighborhoods?.types) return [];
    const { domains, types } = neighborhoods;
    return [
      {
        kind: "text",
        text: `How often ${placesWord(made).many} of two groups touch, against the same groups scattered at random over the tissue. Red: more often than by chance; blue: less often.`,
      },
      ...(types ? contents(types, { name: "cell types", names: types.categories, colors: typeColors(made) }) : []),
      ...(domains
        ? contents(domains, { name: "domains", names: titledDomains(made), colors: domainColors(made) })
        : []),
    ];
  },
};

interface Words {
  readonly name: string;
  readonly names: readonly string[];
  readonly colors: readonly string[];
}

type Found = NonNullable<Artifacts["neighborhoods"]["domains"]>;

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
        title: `Neighbours of ${name}`,
        svg,
        caption: `Neighbours of ${name}. The colours are scaled to pairs of different ${name}: each beside itself, on the diagonal, may lie far beyond their end.`,
      },
    },
    { kind: "table", table: neighborTable(found, words) },
  ];
}

function neighborTable({ counts, expected, zScores }: Found, { name, names }: Words): PageTable {
  const c = names.length;
  return {
    name: `neighborhoods_${name.replace(" ", "_")}`,
    title: `Neighbours of ${name}`,
    columns: [
      { name: "From", kind: "text" },
      { name: "To", kind: "text" },
      { name: "Contacts", kind: "count" },
      { name: "By chance", kind: "number" },
      { name: "z-score", kind: "number" },
    ],
    rows: names.flatMap((from, i) =>
      names.map((to, j) => [from, to, counts[i * c + j], expected[i * c + j], zScores[i * c + j]]),
    ),
  };
}
