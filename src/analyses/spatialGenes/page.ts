import { groupThousands } from "../../figure/drawing/axes.ts";
import { valueMaps } from "../../figure/valueMap.ts";
import type { AnalysisPage, PageTable } from "../../results/page.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { placesWord, positionsOf } from "../../results/reported.ts";
import { tissueMapOptions } from "../../results/tissueMapOptions.ts";
import type { Config } from "../../run/options/config.ts";
import { geneColumn, geneColumns } from "../allGenes/geneColumns.ts";
import { geneIdentifiers } from "../allGenes/geneIdentifiers.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import type { SpatialGenesMade } from "./made.ts";
import { distinctPatterns } from "./patterns.ts";

/** Spatially variable genes. */
export const spatialGenesPage = {
  chapter: "genes",
  id: "spatial-genes",
  title: "Spatially variable genes",
  short: "Spatial genes",
  make(made: RunArtifacts<AllGenesMade & SpatialGenesMade>, config: Config) {
    const { spatialGenes, allGenes, selection } = made;
    if (!spatialGenes || !allGenes) return [];
    const { one, many } = placesWord(made);
    const whole = positionsOf(made);
    const xy = Float64Array.from({ length: 2 * selection.cells.length }, (_, at) => {
      return whole[2 * selection.cells[at >> 1] + (at & 1)];
    });
    const ranked = Array.from(spatialGenes.order, (gene) => ({ gene, statistic: spatialGenes.values[gene] }));
    const best = distinctPatterns(
      ranked.filter(({ statistic }) => Number.isFinite(statistic)),
      (genes) => geneColumns(allGenes.expression, genes),
      { graph: made.graph.graph, count: 6 },
    );
    const svg = valueMaps(
      best.map((u) => ({
        title: allGenes.symbols[u],
        note: `Moran's I ${spatialGenes.values[u].toFixed(2)}`,
        xy,
        values: geneColumn(allGenes.expression, u),
      })),
      { columns: 3, clip: 0.005, size: 200, label: "Log expression", ...tissueMapOptions(made, config) },
    );
    return [
      {
        kind: "text",
        text: `Genes ranked by spatial autocorrelation (Moran's I: 1 for smooth patterns, 0 for spatially random expression of each ${one} and the ${many} around it). Domains are not used.`,
      },
      {
        kind: "figure",
        figure: {
          name: "spatial_genes",
          minor: true,
          title: "Spatially variable genes of different patterns",
          svg,
          caption:
            "Log expression of genes with a high Moran's I and different patterns: from the highest on, genes that correlate with one before are left out.",
        },
      },
      { kind: "table", table: spatialTable(spatialGenes, allGenes, geneIdentifiers(made)) },
    ];
  },
} satisfies AnalysisPage;

/** Genes in the table. */
const mostRows = 1000;

function spatialTable(
  found: SpatialGenesMade["spatialGenes"],
  { symbols }: AllGenesMade["allGenes"],
  identifiers: readonly string[] | undefined,
): PageTable {
  const { order, values, adjustedNormal, expected, varianceNormal } = found;
  const shown = Array.from(order.subarray(0, mostRows));
  // Of many cells p-values of whole tables are below the smallest number.
  const tooSmall = adjustedNormal[shown[Math.min(shown.length, 20) - 1]] === 0;
  return {
    name: "spatial_genes",
    title: order.length > mostRows ? `The ${groupThousands(mostRows)} top spatially variable genes` : "All genes",
    columns: [
      { name: "Rank", kind: "count" },
      { name: "Gene", kind: "text" },
      ...(identifiers ? [{ name: "Identifier", kind: "text" } as const] : []),
      { name: "Moran's I", kind: "number" },
      { name: "z", kind: "number", hint: "(I \u2212 expected) / deviation, for normal values" },
      ...(tooSmall ? [] : [{ name: "Adjusted p", kind: "p", hint: "Benjamini-Hochberg" } as const]),
    ],
    rows: shown.map((u, at) => [
      ...[at + 1, symbols[u], ...(identifiers ? [identifiers[u]] : [])],
      ...[values[u], (values[u] - expected) / Math.sqrt(varianceNormal), ...(tooSmall ? [] : [adjustedNormal[u]])],
    ]),
  };
}
