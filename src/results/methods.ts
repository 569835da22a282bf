import { clusteringNamed } from "../domains/registry.ts";
import { groupThousands } from "../figure/drawing/axes.ts";
import type { Features } from "../run/artifacts.ts";
import { readsFeatures } from "../run/methodInputs.ts";
import type { Settings } from "../run/options/settings.ts";
import { type Cite, references } from "./references.ts";
import { fileName, placesWord, type RunArtifacts } from "./reported.ts";

export interface Methods {
  /** Paragraphs with numbers in brackets that point into the references. */
  readonly paragraphs: readonly string[];
  readonly references: readonly string[];
}

export interface MethodsOptions {
  readonly version: string;
  readonly engine: string;
  /** How the domains were found, where that was not in these data. */
  readonly domains?: string | undefined;
  /** Sentences on the analyses that ran. */
  readonly analyses?: (made: RunArtifacts, config: Settings, cite: Cite) => readonly string[];
}

/** How a paper would describe this run: what was computed, with which settings, and whose methods they are. */
export function methodsOf(
  made: RunArtifacts,
  config: Settings,
  { version, engine, domains, analyses = () => [] }: MethodsOptions,
): Methods {
  const cited: string[] = [];
  const cite: Cite = (...works) => {
    const texts = works.map((each) => (typeof each === "string" ? references[each] : each.work));
    for (const text of texts) if (!cited.includes(text)) cited.push(text);
    return `[${texts.map((text) => cited.indexOf(text) + 1).join(", ")}]`;
  };
  const paragraphs = [
    ...(domains === undefined
      ? [
          [...data(made, config, cite), ...graphText(made, config)],
          [...methodText(made, config, cite), ...alignedText(made, config, cite)],
          domainText(made, config, cite),
        ]
      : [[domains]]),
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

function data(made: RunArtifacts, config: Settings, cite: Cite): string[] {
  const { dataset, selection, features } = made;
  const { many } = placesWord(made);
  const n = groupThousands(selection.cells.length);
  const written = [
    `Spatial domains were identified with CellScape ${cite("cellscape")} in ${n} ${many} (${dataset.countsFrom} of ${fileName(made)}).`,
  ];
  if (config.subset) written.push(`Only ${many} with ${config.subset.join(" and ")} were analysed.`);
  if (selection.variable) {
    const genes = groupThousands(selection.genes.length);
    written.push(
      selection.variable.by
        ? `The ${genes} genes of the highest ${selection.variable.by} were selected from the raw counts.`
        : `The ${genes} most variable genes were selected from the raw counts (method "seurat_v3" ${cite("seurat")}).`,
    );
  } else written.push(`All ${groupThousands(selection.genes.length)} genes that passed the filter were used.`);
  written.push(transformText(selection, many.slice(0, -1)));
  if (made.correction) {
    const what = config.batchKey === undefined ? "samples" : `batches (${config.batchKey})`;
    written.push(
      `Differences between the ${made.correction.batches.length} ${what} were removed with ComBat ${cite("combat")}.`,
    );
  }
  if (features) written.push(scalingText(features, config));
  return written;
}

/** What was made of expression, for the method or for analyses alone. */
function scalingText({ scale, loadings, input }: Features, config: Settings): string {
  const scaled = { "z-score": "standardised to z-scores", center: "centred", none: "left unscaled" }[scale];
  const reduced = loadings === undefined ? "" : ` and reduced to ${input.columns} principal components`;
  return `${readsFeatures(config) ? "Genes" : "For analyses of expression, genes"} were ${scaled}${reduced}.`;
}

/** How samples were brought together after the embedding. */
function alignedText(made: RunArtifacts, { alignSamples }: Settings, cite: Cite): string[] {
  if (alignSamples === "none") return [];
  const { many } = placesWord(made);
  const what = `${many} of different samples that are among each other's nearest in the embedding`;
  return [
    `For UMAP, integration scores and the transfer of labels the embedding was aligned across samples by averages over ${what} ${cite("counterparts")}; domains were found in the embedding as trained.`,
  ];
}

function transformText({ normalize, cofactor, total, log }: RunArtifacts["selection"], one: string): string {
  if (cofactor !== undefined) return `Intensities were transformed by arcsinh(x / ${cofactor}).`;
  const scaled = `Counts were scaled to ${groupThousands(Math.round(total ?? 10_000))} per ${one}`;
  if (normalize) return `${scaled}${log === false ? "" : " and transformed by log(1 + x)"}.`;
  return "Values were used as provided, without further normalisation.";
}

function graphText(made: RunArtifacts, { neighbors, radius }: Settings): string[] {
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

/** Sentences of the method. */
function methodText(made: RunArtifacts, config: Settings, cite: Cite): string[] {
  const { method, options } = config.chosen;
  const { embeddings = [], features, selection } = made;
  const facts = {
    options,
    embedded: embeddings,
    cells: selection.cells.length,
    components: features?.input.columns ?? 0,
  };
  return method.words.paragraph({ ...facts, noun: placesWord(made) }, (...works) =>
    cite(...works.map((work) => ({ work }))),
  );
}

function domainText(made: RunArtifacts, config: Settings, cite: Cite): string[] {
  const { domains, domainCount } = made;
  const { name = "consensus" } = config.chosen.run.clustering ?? {};
  const fits = domains.partitions.length;
  const several = new Set(domains.partitions.map(({ embedding }) => embedding)).size > 1;
  const written = [
    clusteringNamed(name).sentence(domains, config.policy, cite),
    domainCount
      ? `The number of domains, ${domains.count}, was chosen without labels from fit and stability among 2 to ${domainCount.curve.at(-1)?.count ?? domains.count}.`
      : config.domains === domains.count
        ? `The number of domains was set to ${domains.count}.`
        : `Of the ${config.domains} domains requested, ${domains.count} were found.`,
  ];
  const { neighbors, rounds } = domains.refinement;
  if (neighbors > 0) {
    const twice = rounds > 1 ? `, ${rounds} times` : "";
    written.push(
      `The domain of each ${placesWord(made).one} was then refined by a majority vote among its ${neighbors} nearest neighbours in the tissue${twice}.`,
    );
  }
  if (several) {
    // Without neighbours there are no connected components.
    const weighed = neighbors > 0 ? ", those whose domains are in few pieces of tissue weighing more" : "";
    written.push(
      `Of the ${fits} fits to the embeddings of all models, each ${placesWord(made).one} took the domain that most give it${weighed}.`,
    );
  }
  if (fits > 1) {
    written.push(
      `The stability of a domain is its mean Jaccard index with its counterparts in the other fits ${cite("hennig")}.`,
    );
  }
  return written;
}
