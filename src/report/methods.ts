import { groupThousands } from "../figure/axes.ts";
import type { Config } from "../pipeline/config.ts";
import { neighborCount } from "../pipeline/makeEmbeddingGraphs.ts";
import { resolveSettings } from "../pipeline/settings.ts";
import { type Reference, references } from "./references.ts";
import { fileName, placesWord, type Reported } from "./reported.ts";

export interface Methods {
  /** Paragraphs with numbers in brackets that point into the references. */
  readonly paragraphs: readonly string[];
  readonly references: readonly string[];
}

/** How a paper would describe this run: what was computed, with which settings, and whose methods they are. */
export function methodsOf(
  made: Reported,
  config: Config,
  { version, engine }: { version: string; engine: string },
): Methods {
  const cited: Reference[] = [];
  const cite = (...names: Reference[]) => {
    for (const name of names) if (!cited.includes(name)) cited.push(name);
    return `[${names.map((name) => cited.indexOf(name) + 1).join(", ")}]`;
  };
  const paragraphs = [
    [...data(made, config, cite), ...graphText(made)],
    config.method === "smooth" ? smoothing(made, config) : model(made, config, cite),
    domainText(made, config, cite),
    analyses(made, cite),
    [
      `All computations were done with cellscape ${version}${engine === "none" ? "" : ` (engine: ${engine})`},`,
      `random seed ${config.seed}; the same settings and seed give the same result.`,
    ],
  ];
  return {
    paragraphs: paragraphs.filter((sentences) => sentences.length > 0).map((sentences) => sentences.join(" ")),
    references: cited.map((name) => references[name]),
  };
}

type Cite = (...names: Reference[]) => string;

function data(made: Reported, config: Config, cite: Cite): string[] {
  const { dataset, selection, features } = made;
  const { many } = placesWord(made);
  const { components } = resolveSettings(config);
  const n = groupThousands(selection.cells.length);
  const said = [
    `Spatial domains were identified with CellScape ${cite("cellscape")} in ${n} ${many} (${dataset.countsFrom} of ${fileName(made)}).`,
  ];
  if (config.subset) said.push(`Only ${many} with ${config.subset} were analysed.`);
  if (selection.variable) {
    const genes = groupThousands(selection.genes.length);
    said.push(
      `The ${genes} most variable genes were selected from the raw counts (method "seurat_v3" ${cite("seurat")}).`,
    );
  } else said.push(`All ${groupThousands(selection.genes.length)} genes that passed the filter were used.`);
  said.push(
    selection.normalize
      ? `Counts were scaled to 10,000 per ${many.slice(0, -1)} and transformed by log(1 + x).`
      : "Values were used as provided, without further normalisation.",
  );
  if (made.correction) {
    const what = config.batchKey === undefined ? "samples" : `batches (${config.batchKey})`;
    said.push(
      `Differences between the ${made.correction.batches.length} ${what} were removed with ComBat ${cite("combat")}.`,
    );
  }
  const scaled = { "z-score": "standardised to z-scores", center: "centred", none: "left unscaled" }[features.scale];
  said.push(
    components === "all" || features.loadings === undefined
      ? `Genes were ${scaled}.`
      : `Genes were ${scaled} and reduced to ${features.input.columns} principal components.`,
  );
  return said;
}

function graphText(made: Reported): string[] {
  const { graph } = made;
  const { many } = placesWord(made);
  const mean = (graph.graph.targets.length / Math.max(1, made.selection.cells.length)).toFixed(1);
  const how =
    graph.kind === "delaunay"
      ? "the Delaunay triangulation of their positions"
      : `their nearest neighbours in the tissue`;
  const apart = made.selection.samples ? "; no edge joins two samples" : "";
  return [`Neighbouring ${many} were connected by ${how} (${mean} neighbours on average${apart}).`];
}

function smoothing(made: Reported, { rounds }: Config): string[] {
  return [
    `As a baseline without a neural network, the ${made.features.input.columns} components were averaged ${rounds} times over each ${placesWord(made).one} and its neighbours.`,
  ];
}

function model(made: Reported, config: Config, cite: Cite): string[] {
  const { trained = [] } = made;
  const { one, many } = placesWord(made);
  const { model: m } = resolveSettings(config);
  const full = m.variant === "full";
  const said = [
    `A graph attention network ${cite("gat")} of ${m.layers} layers (${m.heads} heads, hidden width ${m.hidden}) learned an embedding of the tissue context (z_spatial, ${m.spatialSize} dimensions)`,
  ];
  said[0] += full
    ? `, and a convolutional network on maps of co-expressed genes ${cite("genomap")} an embedding of each ${one}'s own expression (z_intrinsic, ${m.intrinsicSize} dimensions); a linear layer joined both (${m.jointSize} dimensions).`
    : ".";
  const alone =
    full && m.intrinsic === "decoupled"
      ? " The expression branch was trained on a reconstruction loss of its own."
      : "";
  said.push(
    `${Math.round(100 * m.mask)} % of the ${many} were masked in each step; training minimised a scaled cosine reconstruction error (exponent ${m.gamma}) ${cite("graphmae")} and a contrastive loss over spatial neighbours (temperature ${m.tau}) ${cite("milnce")}.${alone}`,
  );
  if (m.gradients === "pcgrad") said.push(`Conflicting gradients of the two losses were projected ${cite("pcgrad")}.`);
  said.push(
    `The model was trained ${trainingSteps(trained)} with Adam ${cite("adam")} (learning rate ${m.learningRate}, weight decay ${m.weightDecay}, halved every ${m.decayEvery} epochs).`,
  );
  if (config.seeds > 1) said.push(`${config.seeds} models were trained from different seeds.`);
  return said;
}

function trainingSteps([first]: NonNullable<Reported["trained"]>): string {
  if (!first) return "";
  const { plan, losses } = first;
  if (plan.batches === 1) return `for ${losses.length} epochs`;
  const cells = groupThousands(plan.cells);
  return `in ${losses.length} steps, each on ${cells} cells in ${plan.patches} connected patches of tissue,`;
}

function domainText(made: Reported, config: Config, cite: Cite): string[] {
  const { domains, domainCount } = made;
  const counts = [...new Set(domains.partitions.map(({ components }) => components))].sort((a, b) => a - b);
  const said = [
    `Domains were found by Gaussian mixture models (${config.covariance} covariance) ${cite("mclust")} on the leading principal components of the embedding (${counts.join(", ")} components); of the ${domains.partitions.length} fits, the one that agrees best with the others (mean normalised mutual information) was kept.`,
    domainCount
      ? `The number of domains, ${domains.clusters}, was chosen without labels from fit, stability and spatial coherence among 2 to ${domainCount.curve.at(-1)?.clusters ?? domains.clusters}.`
      : `The number of domains was set to ${domains.clusters}.`,
  ];
  if (config.vote !== 0) {
    const voters =
      config.vote === "auto"
        ? "its nearest neighbours in the tissue"
        : `its ${config.vote} nearest neighbours in the tissue`;
    said.push(`The domain of each ${placesWord(made).one} was then refined by a majority vote among ${voters}.`);
  }
  said.push(
    `The stability of a domain is its mean Jaccard index with its counterparts in the other fits ${cite("hennig")}.`,
  );
  return said;
}

function analyses(made: Reported, cite: Cite): string[] {
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
      `Connectivities of domains were computed with PAGA ${cite("paga")} on ${made.trained ? "z_spatial" : "the averaged components"}.`,
    );
  if (domainMarkers || typeMarkers) {
    said.push(
      `Marker genes were found by the Wilcoxon rank-sum test of each group against all other ${placesWord(made).many}, as in scanpy ${cite("wilcoxon", "scanpy")}, with p-values adjusted by Benjamini and Hochberg's method ${cite("bh")}.`,
    );
  }
  if (made.enrichment) {
    const names = [
      ...new Set(made.enrichment.domains.flatMap(({ libraries }) => libraries.map(({ library }) => library))),
    ];
    said.push(
      `Gene sets (${names.join(", ")}) were tested for over-representation among significant markers by the hypergeometric test against ${made.enrichment.background}, as in GSEApy ${cite("gseapy")}.`,
    );
  }
  if (made.gsea && made.gsea.domains.length > 0) {
    said.push(
      `Gene sets were also tested on all genes ranked by the Wilcoxon score (pre-ranked gene set enrichment analysis ${cite("gsea")}, ${groupThousands(made.gsea.permutations)} random sets of each size).`,
    );
  }
  if (spatialGenes)
    said.push(`Spatially variable genes were ranked by Moran's I ${cite("moran")} on the spatial graph.`);
  if (composition)
    said.push(
      `The cell type composition of domains was compared with 1,000 permutations of the types over the ${placesWord(made).many}.`,
    );
  if (made.comparison) {
    const { from, to, column, sizes } = made.comparison;
    const tests =
      sizes.reason === undefined
        ? `Shares of samples were compared by moderated t tests ${cite("propeller")}, and counts summed over the cells of each sample by weighted moderated t tests ${cite("voom")}`
        : "Effect sizes are given without tests, as there are too few samples";
    said.push(
      `Conditions ${from} (${sizes.samplesFrom} samples) and ${to} (${sizes.samplesTo}) of ${column} were compared with the sample as the unit. ${tests}.`,
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
  if (made.colocalization) {
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
