import { groupThousands } from "../../figure/drawing/axes.ts";
import { runningSums } from "../../figure/runningSum.ts";
import type { AnalysisPage, Content, PageFigure, PageTable } from "../../results/page.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { domainColors, slugsOf, titled } from "../../results/reported.ts";
import { domainNames } from "../../run/domainColumn.ts";
import { wayToSymbols } from "../allGenes/geneIdentifiers.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import { typeColors } from "../cellTypes/colors.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import { typeWords } from "../cellTypes/words.ts";
import type { GseaMade } from "./made.ts";

/** Gene set enrichment analysis (pre-ranked). */
export const gseaPage = {
  chapter: "markers",
  id: "ranked-gene-sets",
  title: "Gene set enrichment (GSEA, pre-ranked)",
  short: "GSEA",
  make({ gsea, domains, cellTypes, allGenes, graph }: RunArtifacts<AllGenesMade & CellTypesMade & GseaMade>) {
    if (!gsea || !isTested([...gsea.domains, ...gsea.types])) return [];
    const [least, most] = gsea.sizes;
    const types = cellTypes?.types.categories ?? [];
    const way = allGenes ? wayToSymbols(allGenes) : undefined;
    const text =
      `All genes are ranked by their Wilcoxon score in each group; sets whose genes accumulate at the top or the bottom are enriched (pre-ranked GSEA, ${groupThousands(gsea.permutations)} random sets of the same size).` +
      ` No marker threshold is applied. Sets with ${least} to ${most} ranked genes were tested.`;
    return [
      { kind: "text", text },
      ...contents(gsea.domains, {
        name: "domains",
        file: "domains",
        leastRate: 1 / gsea.permutations,
        call: titled,
        color: (group) => domainColors({ domains })[domainNames(domains).indexOf(group)],
        way,
      }),
      ...contents(gsea.types, {
        name: typeWords({ graph, cellTypes }).many,
        file: "cell_types",
        leastRate: 1 / gsea.permutations,
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
  readonly way: string | undefined;
  /** The smallest rate that so many random sets can estimate. */
  readonly leastRate: number;
}

type Groups = GseaMade["gsea"]["domains"];

function contents(groups: Groups, words: Wording): Content[] {
  const { name, file, call, color, way } = words;
  if (groups.length === 0) return [];
  if (!isTested(groups)) {
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
      name: `ranked_gene_sets_${file}_${slugs[at]}`,
      title: call(group),
      svg: runningSums([...up, ...down], libraries[0]?.magnitudes ?? [], {
        ends: [`higher in ${call(group)}`, "lower"],
        maxRate,
        ...(own === undefined ? {} : { color: own }),
      }),
      caption: `Sets most enriched among genes high in ${call(group)}, then among those low in it. NES: normalised enrichment score; FDR: false discovery rate; grey: FDR above ${maxRate}.`,
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

function termTable(groups: Groups, { name, file, call, leastRate }: Wording): PageTable {
  return {
    name: `ranked_gene_sets_${file}`,
    title: `Top ${mostRows} gene sets of ${name}`,
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
        hint: `False discovery rate; ${leastRate} is the smallest that can be estimated`,
      },
      { name: "Leading edge", kind: "text", hint: "Genes up to the largest deviation, the most extreme first" },
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

/** Whether any set has enough of the ranked genes in any group. */
export function isTested(groups: Groups): boolean {
  return groups.some(({ libraries }) => libraries.some(({ terms }) => terms.length > 0));
}
