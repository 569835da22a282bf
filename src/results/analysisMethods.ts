import { groupThousands } from "../figure/drawing/axes.ts";
import { neighborCount } from "../run/analysisSteps/embeddingGraphs.ts";
import { markerQuery } from "../run/analysisSteps/enrichment.ts";
import type { Config } from "../run/options/config.ts";
import type { Cite } from "./references.ts";
import { embeddingWords, placesWord, type Reported } from "./reported.ts";

/** How a paper would describe the analyses of a run, a sentence or two each. */
export function analysisMethods(made: Reported, config: Config, cite: Cite): string[] {
  const { cellTypes, umaps = [], paga, domainMarkers, typeMarkers, spatialGenes, composition, neighborhoods } = made;
  const said: string[] = [];
  if (cellTypes?.method === "column") said.push(`Cell types were taken from the annotation "${cellTypes.column}".`);
  else if (cellTypes) {
    const by =
      cellTypes.method === "leiden"
        ? `the Leiden algorithm ${cite("leiden")}`
        : `the Louvain algorithm ${cite("louvain")}`;
    const where = cellTypes.embedding === "intrinsic" ? "z_intrinsic" : "principal components of expression";
    said.push(
      `Cell types are communities found by ${by} (resolution ${cellTypes.resolution}) in the fuzzy graph of ${neighborCount} nearest neighbours in ${where}.`,
    );
  }
  if (umaps.length > 0) said.push(`Embeddings were laid out with UMAP ${cite("umap")} (${neighborCount} neighbours).`);
  if (paga && paga.groups.length > 1)
    said.push(
      `Connectivities of domains were computed with PAGA ${cite("paga")} on the nearest neighbours in ${embeddingWords(made, config).spatial}.`,
    );
  if (domainMarkers || typeMarkers) {
    said.push(
      `Marker genes were found by the Wilcoxon rank-sum test, corrected for ties, of log expression in each group against all other ${placesWord(made).many}, as in scanpy ${cite("wilcoxon", "scanpy")}, with p-values adjusted by Benjamini and Hochberg's method ${cite("bh")}.`,
    );
  }
  if (made.enrichment) {
    const names = [
      ...new Set(made.enrichment.domains.flatMap(({ libraries }) => libraries.map(({ library }) => library))),
    ];
    const asked = config.enrichr ?? [];
    const own = names.filter((name) => !asked.includes(name));
    const { maxAdjustedPValue, minLogFoldChange, minFractionIn, limit } = markerQuery;
    const query = `the best ${limit} markers of each group (adjusted p at most ${maxAdjustedPValue}, log2 fold change above ${minLogFoldChange}, seen in over ${100 * minFractionIn} % of the group)`;
    if (own.length > 0) {
      said.push(
        `Gene sets (${own.join(", ")}) were tested for over-representation among ${query} by the hypergeometric test against ${made.enrichment.background}, as in GSEApy ${cite("gseapy")}.`,
      );
    }
    if (asked.length > 0) {
      said.push(
        `Enrichr ${cite("enrichr")} was asked for the gene sets of ${asked.join(", ")} among ${own.length > 0 ? "the same markers" : query}.`,
      );
    }
  }
  if (made.gsea && made.gsea.domains.length > 0) {
    said.push(
      `Gene sets were also tested on all genes ranked by the Wilcoxon score (pre-ranked gene set enrichment analysis ${cite("gsea")}, ${groupThousands(made.gsea.permutations)} random sets of each size).`,
    );
  }
  if (spatialGenes)
    said.push(
      `Spatially variable genes were ranked by Moran's I ${cite("moran")} on the spatial graph, with p-values from the normal approximation.`,
    );
  if (composition)
    said.push(
      `The cell type composition of domains was compared with 1,000 permutations of the types over the ${placesWord(made).many}.`,
    );
  if (made.comparison) {
    const { from, to, column, adjustedFor, sizes } = made.comparison;
    const adjusted =
      adjustedFor.length === 0 ? "" : `, adjusted by a linear model of the samples for ${adjustedFor.join(", ")}`;
    const tests =
      sizes.reason === undefined
        ? `Shares of samples were compared by moderated t tests ${cite("propeller")}, and counts summed over the cells of each sample by weighted moderated t tests ${cite("voom")}`
        : "Effect sizes are given without tests, as there are too few samples";
    said.push(
      `Conditions ${from} (${sizes.samplesFrom} samples) and ${to} (${sizes.samplesTo}) of ${column} were compared with the sample as the unit${adjusted}. ${tests}.`,
    );
    if (made.comparison.cells.length > 0) {
      said.push(
        `Cells of the two conditions were also compared by Wilcoxon rank-sum tests ${cite("wilcoxon")}, which take cells of one sample for replicates.`,
      );
    }
  }
  if (made.integration && made.integration.stages.length > 0) {
    said.push(
      `Mixing of the samples was scored by LISI ${cite("lisi")}, kBET and silhouettes ${cite("scib")} of principal components and of the spatial embedding.`,
    );
  }
  if (neighborhoods) {
    said.push(`Neighbourhood enrichment was computed from 1,000 permutations, as in squidpy ${cite("squidpy")}.`);
  }
  if (made.coOccurrence) {
    said.push(`Co-occurrence ratios were computed over growing distances, as in squidpy ${cite("squidpy")}.`);
  }
  if (made.colocalization && made.colocalization.found.length > 0) {
    const { kind, found } = made.colocalization;
    said.push(
      `Distances of ${placesWord(made).many} high in ${found.map(({ of }) => of).join(", ")} to the ${kind} were compared with those of all others by the rank-sum statistic, against ${found[0].permutations} random shifts of each sample as a whole.`,
    );
  }
  if (made.seedScores) {
    said.push(
      `Domains were compared with the known labels "${made.seedScores.truth}" after the run; no step read these labels.`,
    );
  }
  return said;
}
