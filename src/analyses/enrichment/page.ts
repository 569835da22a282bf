import { enrichmentBars } from "../../figure/enrichmentBars.ts";
import type { AnalysisPage, Content, PageFigure, PageTable } from "../../results/page.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { domainColors, slugsOf, titled } from "../../results/reported.ts";
import { domainNames } from "../../run/domainColumn.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import { typeColors } from "../cellTypes/colors.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import { typeWords } from "../cellTypes/words.ts";
import type { EnrichmentMade } from "./made.ts";
import { markerQuery } from "./step.ts";
import { hasTerms, wayTo } from "./tested.ts";

/** Over-representation analysis of the markers. */
export const enrichmentPage = {
  chapter: "markers",
  id: "gene-sets",
  title: "Over-representation analysis",
  short: "Gene sets",
  make({
    enrichment,
    domains,
    cellTypes,
    allGenes,
    graph,
  }: RunArtifacts<AllGenesMade & CellTypesMade & EnrichmentMade>) {
    if (!enrichment || !hasTerms(enrichment)) return [];
    const types = cellTypes?.types.categories ?? [];
    const way = wayTo(allGenes);
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
        file: "domains",
        call: titled,
        color: (group) => domainColors({ domains })[domainNames(domains).indexOf(group)],
        way,
      }),
      ...contents(enrichment.types, {
        name: typeWords({ graph, cellTypes }).many,
        file: "cell_types",
        call: (type) => type,
        color: (group) => typeColors({ domains, cellTypes, graph })[types.indexOf(group)],
        way,
      }),
    ];
  },
} satisfies AnalysisPage;

interface Wording {
  readonly name: string;
  /** Part of the names of figures and tables. */
  readonly file: string;
  readonly call: (group: string) => string;
  readonly color: (group: string) => string | undefined;
  /** Why no set may be found, and what to do about it. */
  readonly way: string;
}

type Groups = EnrichmentMade["enrichment"]["domains"];

function contents(groups: Groups, words: Wording): Content[] {
  if (groups.length === 0) return [];
  const { name, file, call, color, way } = words;
  if (groups.every(({ libraries }) => libraries.every(({ terms }) => terms.length === 0))) {
    const text = `No gene set shares a gene with the markers of ${name}. ${way}`;
    return [{ kind: "text", text }];
  }
  const notTested = groups.filter(({ libraries }) => libraries.every(({ terms }) => terms.length === 0));
  const tested = groups.filter((group) => !notTested.includes(group));
  const slugs = slugsOf(tested.map(({ group }) => group));
  const figures = tested.map(({ group, query, libraries }, at): PageFigure => {
    const terms = libraries
      .flatMap((library) => library.terms.slice(0, 10))
      .sort((a, b) => a.adjustedPValue - b.adjustedPValue)
      .slice(0, 10);
    const own = color(group);
    return {
      name: `gene_sets_${file}_${slugs[at]}`,
      title: call(group),
      svg: enrichmentBars(terms, own === undefined ? {} : { color: own }),
      caption: `Top ten gene sets among ${query.length} markers of ${call(group)}; bar length: -log10 adjusted p, grey: not significant. Labels: number and names of the shared genes.`,
    };
  });
  const reasons = notTested.map(
    ({ group, query }) => `${call(group)} (${query.length === 0 ? "no marker" : "no set shares a marker"})`,
  );
  return [
    ...(reasons.length > 0 ? [{ kind: "text", text: `Not tested: ${reasons.join(", ")}.` } satisfies Content] : []),
    { kind: "choice", label: `Gene sets of ${name}`, figures },
    { kind: "table", table: termTable(groups, words) },
  ];
}

/** Sets of each group and library in the table. */
const mostRows = 50;

function termTable(groups: Groups, { name, file, call }: Wording): PageTable {
  return {
    name: `gene_sets_${file}`,
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
