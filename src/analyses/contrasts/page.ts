import { groupThousands } from "../../figure/drawing/axes.ts";
import { volcano } from "../../figure/volcano.ts";
import type { AnalysisPage, Content, PageFigure, PageTable } from "../../results/page.ts";
import { placesWord, type RunArtifacts } from "../../results/reported.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import type { ContrastsMade } from "./made.ts";
import { caveat, contrastSlugs, sideNames } from "./words.ts";

/** Genes of each contrast in the table. */
const mostRows = 50;

type Made = RunArtifacts<AllGenesMade & CellTypesMade & ContrastsMade>;

/** Genes that differ between two groups of cells. */
export const contrastsPage = {
  chapter: "markers",
  id: "contrasts",
  title: "Contrasts of two groups",
  short: "Contrasts",
  make(made: Made): Content[] {
    const { contrasts = [], allGenes } = made;
    if (!allGenes || contrasts.length === 0) return [];
    const figures = volcanoes(made, contrasts, allGenes.symbols);
    const text = `Genes of one group of ${placesWord(made).many} against another, by Wilcoxon rank-sum tests. ${caveat(made, contrasts)}`;
    return [
      { kind: "text", text },
      figures.length === 1 ? { kind: "figure", figure: figures[0] } : { kind: "choice", label: "Contrast", figures },
      { kind: "table", table: geneTable(made, contrasts, allGenes.symbols) },
    ];
  },
} satisfies AnalysisPage;

function volcanoes(made: Made, contrasts: ContrastsMade["contrasts"], symbols: readonly string[]): PageFigure[] {
  const slugs = contrastSlugs(contrasts);
  const { many } = placesWord(made);
  return contrasts.map((each, at) => {
    const { up, down } = sideNames(made, each);
    const { cells, otherCells, logFoldChanges, adjustedPValues } = each.markers;
    const sizes = `${groupThousands(cells)} ${many} against ${groupThousands(otherCells)}`;
    return {
      name: `contrast_${slugs[at]}`,
      title: `${up} against ${down}`,
      svg: volcano(
        symbols,
        { changes: logFoldChanges, pValues: adjustedPValues },
        { title: `${up} against ${down}`, up: `higher in ${up}`, down: `higher in ${down}` },
      ),
      caption: `One dot per gene, ${sizes}. Right: higher in ${up}. ${many[0].toUpperCase()}${many.slice(1)} are not replicates, so the height ranks genes and is no evidence.`,
    };
  });
}

function geneTable(made: Made, contrasts: ContrastsMade["contrasts"], symbols: readonly string[]): PageTable {
  return {
    name: "contrast_genes",
    title: `Top ${mostRows} genes per contrast`,
    caption: `By the magnitude of the Wilcoxon score; all genes are in contrast_genes.csv. Fold change: ratio of the means of exp(log expression) - 1 as in scanpy. p-values count each of the ${placesWord(made).many} as a replicate.`,
    columns: [
      { name: "Contrast", kind: "text" },
      { name: "Gene", kind: "text" },
      { name: "Log2 fold change", kind: "number", hint: "Above 0: higher in the first group" },
      { name: "Fraction", kind: "share", hint: "Share of the first group with the gene" },
      { name: "Fraction, other", kind: "share", hint: "Share of the second group with the gene" },
      { name: "Score", kind: "number", hint: "z-score of the Wilcoxon rank-sum test" },
      { name: "Cell-level p", kind: "p" },
      { name: "Cell-level adjusted p", kind: "p" },
    ],
    rows: contrasts.flatMap((each) => {
      const { up, down } = sideNames(made, each);
      const { order, logFoldChanges, fractionsIn, fractionsOut, scores, pValues, adjustedPValues } = each.markers;
      return Array.from(order.subarray(0, mostRows), (u) => [
        ...[`${up} against ${down}`, symbols[u], logFoldChanges[u], fractionsIn[u], fractionsOut[u]],
        ...[scores[u], pValues[u], adjustedPValues[u]],
      ]);
    }),
  };
}
