import { enrichmentBars } from "../../figure/enrichmentBars.ts";
import type { Content, Page, PageFigure, PageTable } from "../../results/page.ts";
import { domainColors, slugsOf, titled, typeColors, wayToSymbols } from "../../results/reported.ts";
import type { Artifacts } from "../../run/artifacts.ts";
import { markerQuery } from "./step.ts";

/** Gene sets among the markers. */
export const enrichmentPage: Page = {
  id: "gene-sets",
  title: "Gene sets",
  short: "Gene sets",
  make({ enrichment, domains, cellTypes, allGenes }) {
    if (!enrichment) return [];
    const types = cellTypes?.types.categories ?? [];
    const way = allGenes ? wayToSymbols(allGenes) : undefined;
    const { maxAdjustedPValue, minLogFoldChange, minFractionIn, limit } = markerQuery;
    return [
      {
        kind: "text",
        text:
          `Known sets of genes, such as pathways, that share more genes with the markers of a group than chance would have it` +
          ` (hypergeometric test against ${enrichment.background}, corrected for the number of sets). Looked up are, of each group, the best ${limit} markers` +
          ` with an adjusted p of at most ${maxAdjustedPValue}, over ${(2 ** minLogFoldChange).toFixed(1)} times as high as elsewhere, and seen in over ${100 * minFractionIn} % of the group.`,
      },
      ...contents(enrichment.domains, {
        name: "domains",
        call: titled,
        color: (group) => domainColors({ domains })[Number(group) - 1],
        way,
      }),
      ...contents(enrichment.types, {
        name: "cell types",
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
}

type Groups = Artifacts["enrichment"]["domains"];

function contents(groups: Groups, words: Wording): Content[] {
  if (groups.length === 0) return [];
  const { name, call, color, way } = words;
  if (groups.every(({ libraries }) => libraries.every(({ terms }) => terms.length === 0))) {
    const text = `No gene set shares a gene with the markers of ${name}. ${way ?? "Are the gene sets of another species, or of other names for genes?"}`;
    return [{ kind: "text", text }];
  }
  const slug = name.replace(" ", "_");
  const slugs = slugsOf(groups.map(({ group }) => group));
  const figures = groups.map(({ group, query, libraries }, at): PageFigure => {
    const terms = libraries
      .flatMap((library) => library.terms.slice(0, 10))
      .sort((a, b) => a.adjustedPValue - b.adjustedPValue)
      .slice(0, 10);
    const own = color(group);
    return {
      name: `gene_sets_${slug}_${slugs[at]}`,
      title: call(group),
      svg: enrichmentBars(terms, own === undefined ? {} : { color: own }),
      caption: `The ten best sets among ${query.length} markers of ${call(group)}: a longer bar is surer, grey is not significant. Beside each bar: how many genes of the set, and which.`,
    };
  });
  return [
    { kind: "choice", label: `Gene sets of ${name}`, figures },
    { kind: "table", table: termTable(groups, words) },
  ];
}

/** Sets of each group and library in the table. */
const mostRows = 50;

function termTable(groups: Groups, { name, call }: Wording): PageTable {
  return {
    name: `gene_sets_${name.replace(" ", "_")}`,
    title: `The ${mostRows} best gene sets of ${name}`,
    columns: [
      { name: "Group", kind: "text" },
      { name: "Library", kind: "text" },
      { name: "Gene set", kind: "text" },
      { name: "Shared", kind: "count", hint: "Markers that belong to the set" },
      { name: "Set size", kind: "count", hint: "Genes of the set that could have been found" },
      { name: "Odds ratio", kind: "number" },
      { name: "Adjusted p", kind: "p", hint: "Benjamini-Hochberg within the library" },
      { name: "Genes", kind: "text" },
    ],
    rows: groups.flatMap(({ group, libraries }) =>
      libraries.flatMap(({ library, terms }) =>
        terms
          .slice(0, mostRows)
          .map((term) => [
            ...[call(group), library, term.term, term.genes.length, term.size, term.oddsRatio, term.adjustedPValue],
            term.genes.slice(0, 30).join(", "),
          ]),
      ),
    ),
  };
}
