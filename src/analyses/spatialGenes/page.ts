import { groupThousands } from "../../figure/drawing/axes.ts";
import { valueMaps } from "../../figure/valueMap.ts";
import type { Page, PageTable } from "../../results/page.ts";
import { geneIdentifiers, placesWord } from "../../results/reported.ts";
import type { Artifacts } from "../../run/artifacts.ts";
import { geneColumn } from "../allGenes/geneColumns.ts";

/** Genes that follow the tissue. */
export const spatialGenesPage: Page = {
  id: "spatial-genes",
  title: "Genes that follow the tissue",
  short: "Spatial genes",
  make(made, { unitUm }) {
    const { spatialGenes, allGenes, selection } = made;
    if (!spatialGenes || !allGenes) return [];
    const { one, many } = placesWord(made);
    const { rows, columns, values } = selection.positions;
    const xy = Float64Array.from({ length: 2 * rows }, (_, at) => values[(at >> 1) * columns + (at & 1)]);
    const best = Array.from(spatialGenes.order.subarray(0, 6)).filter((u) => Number.isFinite(spatialGenes.values[u]));
    const svg = valueMaps(
      best.map((u) => ({
        title: allGenes.symbols[u],
        note: `Moran's I ${spatialGenes.values[u].toFixed(2)}`,
        xy,
        values: geneColumn(allGenes.expression, u),
      })),
      { columns: 3, clip: 0.005, size: 200, label: "Log expression", ...(unitUm === undefined ? {} : { unitUm }) },
    );
    return [
      {
        kind: "text",
        text: `Genes whose expression in a ${one} resembles that of the ${many} around it (Moran's I: 1 is smooth, 0 is chance). No domains are used here.`,
      },
      {
        kind: "figure",
        figure: {
          name: "spatial_genes",
          title: "Most spatial genes",
          svg,
          caption: "Log expression of the six genes that follow the tissue most.",
        },
      },
      { kind: "table", table: spatialTable(spatialGenes, allGenes, geneIdentifiers(made)) },
    ];
  },
};

/** Genes in the table. */
const mostRows = 1000;

function spatialTable(
  found: Artifacts["spatialGenes"],
  { symbols }: Artifacts["allGenes"],
  identifiers: readonly string[] | undefined,
): PageTable {
  const { order, values, adjustedNormal, pValuesNormal } = found;
  const shown = Array.from(order.subarray(0, mostRows));
  return {
    name: "spatial_genes",
    title: order.length > mostRows ? `The ${groupThousands(mostRows)} most spatial genes` : "All genes",
    columns: [
      { name: "Rank", kind: "count" },
      { name: "Gene", kind: "text" },
      ...(identifiers ? [{ name: "Identifier", kind: "text" } as const] : []),
      { name: "Moran's I", kind: "number" },
      { name: "p", kind: "p" },
      { name: "Adjusted p", kind: "p", hint: "Benjamini-Hochberg" },
    ],
    rows: shown.map((u, at) => [
      ...[at + 1, symbols[u], ...(identifiers ? [identifiers[u]] : [])],
      ...[values[u], pValuesNormal[u], adjustedNormal[u]],
    ]),
  };
}
