import { groupThousands } from "../figure/drawing/axes.ts";
import type { Config } from "../run/options/config.ts";
import { resolveSettings } from "../run/options/settings.ts";
import { type Cite, references } from "./references.ts";
import { fileName, placesWord, type Reported } from "./reported.ts";

export interface Methods {
  /** Paragraphs with numbers in brackets that point into the references. */
  readonly paragraphs: readonly string[];
  readonly references: readonly string[];
}

export interface MethodsOptions {
  readonly version: string;
  readonly engine: string;
  /** Sentences on the analyses that ran. */
  readonly analyses?: (made: Reported, config: Config, cite: Cite) => readonly string[];
}

/** How a paper would describe this run: what was computed, with which settings, and whose methods they are. */
export function methodsOf(
  made: Reported,
  config: Config,
  { version, engine, analyses = () => [] }: MethodsOptions,
): Methods {
  const cited: string[] = [];
  const cite = (...works: string[]) => {
    for (const work of works) if (!cited.includes(work)) cited.push(work);
    return `[${works.map((work) => cited.indexOf(work) + 1).join(", ")}]`;
  };
  const paragraphs = [
    [...data(made, config, cite), ...graphText(made, config)],
    config.method === "smooth" ? smoothing(made, config) : model(made, config, cite),
    domainText(made, config, cite),
    analyses(made, config, cite),
    [
      `All computations were done with cellscape ${version}${engine === "none" ? "" : ` (engine: ${engine})`},`,
      `random seed ${config.seed}; the same settings and seed give the same result.`,
    ],
  ];
  return {
    paragraphs: paragraphs.filter((sentences) => sentences.length > 0).map((sentences) => sentences.join(" ")),
    references: cited,
  };
}

function data(made: Reported, config: Config, cite: Cite): string[] {
  const { dataset, selection, features } = made;
  const { many } = placesWord(made);
  const { components } = resolveSettings(config);
  const n = groupThousands(selection.cells.length);
  const said = [
    `Spatial domains were identified with CellScape ${cite(references.cellscape)} in ${n} ${many} (${dataset.countsFrom} of ${fileName(made)}).`,
  ];
  if (config.subset) said.push(`Only ${many} with ${config.subset} were analysed.`);
  if (selection.variable) {
    const genes = groupThousands(selection.genes.length);
    said.push(
      `The ${genes} most variable genes were selected from the raw counts (method "seurat_v3" ${cite(references.seurat)}).`,
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
      `Differences between the ${made.correction.batches.length} ${what} were removed with ComBat ${cite(references.combat)}.`,
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

function graphText(made: Reported, { neighbors, radius }: Config): string[] {
  const { graph } = made;
  const { many } = placesWord(made);
  const mean = (graph.graph.targets.length / Math.max(1, made.selection.cells.length)).toFixed(1);
  const short = radius === undefined ? "" : `, without edges longer than ${radius}`;
  const how =
    graph.kind === "delaunay"
      ? `the Delaunay triangulation of their positions${short}`
      : `edges to the ${neighbors} nearest ones in the tissue, in both directions${short}`;
  const apart = made.selection.samples ? "; no edge joins two samples" : "";
  return [`Neighbouring ${many} were connected by ${how} (${mean} neighbours on average${apart}).`];
}

function smoothing(made: Reported, { rounds = 2 }: Config): string[] {
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
    `A graph attention network ${cite(references.gat)} of ${m.layers} layers (${m.heads} heads, hidden width ${m.hidden}) learned an embedding of the tissue context (z_spatial, ${m.spatialSize} dimensions)`,
  ];
  said[0] += full
    ? `, and a convolutional network on maps of co-expressed genes ${cite(references.genomap)} an embedding of each ${one}'s own expression (z_intrinsic, ${m.intrinsicSize} dimensions); a linear layer joined both (${m.jointSize} dimensions).`
    : ".";
  const alone =
    full && m.intrinsic === "decoupled"
      ? " The expression branch was trained on a reconstruction loss of its own."
      : "";
  said.push(
    `${Math.round(100 * m.maskRate)} % of the ${many} were masked in each step; training minimised a scaled cosine reconstruction error (exponent ${m.gamma}) ${cite(references.graphmae)} and a contrastive loss over spatial neighbours (temperature ${m.tau}) ${cite(references.milnce)}.${alone}`,
  );
  if (m.gradients === "pcgrad")
    said.push(`Conflicting gradients of the two losses were projected ${cite(references.pcgrad)}.`);
  if (m.start === "components") {
    said.push("Training started from the average of the leading principal components over neighbours.");
  }
  const [first] = trained;
  const halved =
    first?.plan.batches === 1 && first.losses.length <= m.decayEvery ? "" : `, halved every ${m.decayEvery} epochs`;
  said.push(
    `The model was trained ${trainingSteps(trained)} with Adam ${cite(references.adam)} (learning rate ${m.learningRate}${halved}; weight decay ${m.weightDecay}).`,
  );
  if (trained.length > 1) said.push(`${trained.length} models were trained from different seeds.`);
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
  const views = domains.partitions.some(({ features }) => features === "embeddingAndNeighborhoodMean")
    ? "of the embedding, and of the embedding beside its mean over neighbours"
    : "of the embedding";
  const fits = domains.partitions.length;
  const several = new Set(domains.partitions.map(({ embedding }) => embedding)).size > 1;
  const kept =
    fits > 1 && !several
      ? `; of the ${fits} fits, the one that agrees best with the others (mean normalised mutual information) was kept`
      : "";
  const said = [
    `Domains were found by Gaussian mixture models (${config.covariance} covariance), as mclust fits them ${cite(references.mclust)}, on the leading principal components ${views} (${counts.join(", ")} components)${kept}.`,
    domainCount
      ? `The number of domains, ${domains.clusters}, was chosen without labels from fit, stability and spatial coherence among 2 to ${domainCount.curve.at(-1)?.clusters ?? domains.clusters}.`
      : `The number of domains was set to ${domains.clusters}.`,
  ];
  const { neighbors, rounds } = domains.refinement;
  if (neighbors > 0) {
    const twice = rounds > 1 ? `, ${rounds} times` : "";
    said.push(
      `The domain of each ${placesWord(made).one} was then refined by a majority vote among its ${neighbors} nearest neighbours in the tissue${twice}.`,
    );
  }
  if (several) {
    // Without neighbours there are no pieces to tell.
    const weighed = neighbors > 0 ? ", those whose domains are in few pieces of tissue weighing more" : "";
    said.push(
      `Of the ${fits} fits to the embeddings of all models, each ${placesWord(made).one} took the domain that most give it${weighed}.`,
    );
  }
  if (fits > 1) {
    said.push(
      `The stability of a domain is its mean Jaccard index with its counterparts in the other fits ${cite(references.hennig)}.`,
    );
  }
  return said;
}
