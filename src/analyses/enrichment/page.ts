import { enrichmentBars } from "../../figure/enrichmentBars.ts";
import type { AnalysisPage, Content, PageFigure, PageTable } from "../../results/page.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { domainColors, slugsOf, titled } from "../../results/reported.ts";
import { domainNames } from "../../run/domainColumn.ts";
import { wayToSymbols } from "../allGenes/geneIdentifiers.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import { typeColors } from "../cellTypes/colors.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import type { EnrichmentMade } from "./made.ts";
import { markerQuery } from "./step.ts";

/** Over-representation analysis of the markers. */
export const enrichmentPage = {
  chapter: "markers",
  id: "gene-sets",
  title: "Over-representation analysis",
  short: "Gene sets",
  make({ enrichment, domains, cellTypes, allGenes }: RunArtifacts<AllGenesMade & CellTypesMade & EnrichmentMade>) {
    if (!enrichment) return [];
    const types = cellTypes?.types.categories ?? [];
    const way = allGenes ? wayToSymbols(allGenes) : undefined;
    const { maxAdjustedPValue, minLogFoldChange, minFractionIn, limit } = markerQuery;
    return [
      {
        kind: "text",
        text:
          `Gene sets, such as pathways, over-represented among the markers of each group` +
          ` (hypergeometric test against ${enrichment.background}, adjusted for the number of sets). Query: the top ${limit} markers of the group` +
          ` with an adjusted p of at most ${maxAdjustedPValue}, a fold change above ${(2 ** minLogFoldChange).toFixed(1)}, and expression in over ${100 * minFractionIn} % of the group.`,
      },
      ...contents(enrichment.domains, {
        name: "domains",
        call: titled,
        color: (group) => domainColors({ domains })[domainNames(domains).indexOf(group)],
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
} satisfies AnalysisPage;

interface Wording {
  readonly name: string;
  readonly call: (group: string) => string;
  readonly color: (group: string) => string | undefined;
  /** Why no set may be found, and what to do about it. */
  readonly way: string | undefined;
}

type Groups = EnrichmentMade["enrichment"]["domains"];

function contents(groups: Groups, words: Wording): Content[] {
  if (groups.length === 0) return [];
  const { name, call, color, way } = words;
  if (groups.every(({ libraries }) => libraries.every(({ terms }) => terms.length === 0))) {
    const text = `No gene set shares a gene with the markers of ${name}. ${way ?? "Check the species and the gene identifiers of the gene sets."}`;
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
      caption: `Top ten gene sets among ${query.length} markers of ${call(group)}; bar length: -log10 adjusted p, grey: not significant. Labels: number and names of the shared genes.`,
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
    title: `Top ${mostRows} gene sets of ${name}`,
    columns: [
      { name: "Group", kind: "text" },
      { name: "Library", kind: "text" },
      { name: "Gene set", kind: "text" },
      { name: "Shared", kind: "count", hint: "Markers that belong to the set" },
      { name: "Set size", kind: "count", hint: "Genes of the set in the background" },
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
