import { groupThousands } from "../../figure/drawing/axes.ts";
import { runningSums } from "../../figure/runningSum.ts";
import type { Content, Page, PageFigure, PageTable } from "../../results/page.ts";
import { domainColors, slugsOf, titled, typeColors, wayToSymbols } from "../../results/reported.ts";
import type { Artifacts } from "../../run/artifacts.ts";

/** Gene sets at the ends of the ranked genes. */
export const gseaPage: Page = {
  id: "ranked-gene-sets",
  title: "Gene sets at the ends of all ranked genes",
  short: "Ranked sets",
  make({ gsea, domains, cellTypes, allGenes }) {
    if (!gsea || gsea.domains.length + gsea.types.length === 0) return [];
    const [least, most] = gsea.sizes;
    const types = cellTypes?.types.categories ?? [];
    const way = allGenes ? wayToSymbols(allGenes) : undefined;
    const text =
      `All genes are ranked by how much a group expresses them more than the others; a set whose genes gather at the top or at the bottom scores high (pre-ranked GSEA, ${groupThousands(gsea.permutations)} random sets of the same size).` +
      ` No threshold decides which genes are markers. Sets with ${least} to ${most} ranked genes were tested.`;
    return [
      { kind: "text", text },
      ...contents(gsea.domains, {
        name: "domains",
        leastRate: 1 / gsea.permutations,
        call: titled,
        color: (group) => domainColors({ domains })[Number(group) - 1],
        way,
      }),
      ...contents(gsea.types, {
        name: "cell types",
        leastRate: 1 / gsea.permutations,
        call: (type) => type,
        color: (group) => typeColors({ domains, cellTypes })[types.indexOf(group)],
        way,
      }),
    ];
  },
};

interface Wording {
  readonly name: string;
  readonly call: (group: string) => string;
  readonly color: (group: string) => string | undefined;
  /** Why no set may be found, and what to do about it. */
  readonly way: string | undefined;
  /** What so many random sets can tell from 0. */
  readonly leastRate: number;
}

type Groups = Artifacts["gsea"]["domains"];

function contents(groups: Groups, words: Wording): Content[] {
  const { name, call, color, way } = words;
  const tested = groups.some(({ libraries }) => libraries.some(({ terms }) => terms.length > 0));
  if (groups.length === 0) return [];
  if (!tested) {
    return [{ kind: "text", text: `No gene set has enough of the ranked genes of ${name}.${way ? ` ${way}` : ""}` }];
  }
  const slugs = slugsOf(groups.map(({ group }) => group));
  const figures = groups.map(({ group, libraries }, at): PageFigure => {
    // The library with the strongest sets: its ranking and magnitudes are those of all others too.
    const terms = libraries.flatMap(({ terms: found }) => found).sort(byScore);
    const up = terms.filter(({ normalizedScore }) => normalizedScore > 0).slice(0, 3);
    const down = terms.filter(({ normalizedScore }) => normalizedScore < 0).slice(0, 3);
    const own = color(group);
    return {
      name: `ranked_gene_sets_${name.replace(" ", "_")}_${slugs[at]}`,
      title: call(group),
      svg: runningSums([...up, ...down], libraries[0]?.magnitudes ?? [], {
        ends: [`higher in ${call(group)}`, "lower"],
        maxRate,
        ...(own === undefined ? {} : { color: own }),
      }),
      caption: `The sets that gather most among genes high in ${call(group)}, then those low in it. NES: the score over that of random sets of the same size; FDR: share of false ones expected among sets as extreme; grey where it is above ${maxRate}, as chance may well explain those.`,
    };
  });
  return [
    { kind: "choice", label: `Ranked gene sets of ${name}`, figures },
    { kind: "table", table: termTable(groups, words) },
  ];
}

type RankedTerm = Groups[number]["libraries"][number]["terms"][number];

const byScore = (a: RankedTerm, b: RankedTerm) => Math.abs(b.normalizedScore) - Math.abs(a.normalizedScore);

/** GSEA's own bound on the rate of false sets. */
const maxRate = 0.25;

/** Sets of each group and library in the table. */
const mostRows = 40;

function termTable(groups: Groups, { name, call, leastRate }: Wording): PageTable {
  return {
    name: `ranked_gene_sets_${name.replace(" ", "_")}`,
    title: `The ${mostRows} strongest gene sets of ${name}`,
    columns: [
      { name: "Group", kind: "text" },
      { name: "Library", kind: "text" },
      { name: "Gene set", kind: "text" },
      { name: "Genes", kind: "count", hint: "Ranked genes of the set" },
      { name: "NES", kind: "number", hint: "Normalised enrichment score: above 0 at the top of the ranking" },
      { name: "p", kind: "p" },
      {
        name: "FDR",
        kind: "p",
        hint: `Share of false sets expected among those as extreme; ${leastRate} stands for less`,
      },
      { name: "Leading genes", kind: "text", hint: "Genes up to the largest deviation, the most extreme first" },
    ],
    rows: groups.flatMap(({ group, libraries }) =>
      libraries.flatMap(({ library, terms }) =>
        terms
          .slice(0, mostRows)
          .map(({ term, hits, normalizedScore, pValue, falseDiscoveryRate, leadingEdge }) => [
            ...[
              call(group),
              library,
              term,
              hits.length,
              normalizedScore,
              pValue,
              Math.max(leastRate, falseDiscoveryRate),
            ],
            leadingEdge.slice(0, 12).join(", "),
          ]),
      ),
    ),
  };
}
