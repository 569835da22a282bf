import type { ArtifactName, Artifacts } from "./artifacts.ts";
import { artifactsOf, readsFeatures } from "./methodInputs.ts";
import { makeEmbeddings } from "./seeds/makeEmbeddings.ts";
import { concluding, keptInParts, type Step } from "./step.ts";
import { makeCorrection } from "./steps/correction.ts";
import { makeDomainCount } from "./steps/domainCount.ts";
import { makeDomains, poolsFamilies } from "./steps/domains.ts";
import { makeExpression } from "./steps/expression.ts";
import { makeFeatures } from "./steps/features.ts";
import { makeGeneMap } from "./steps/geneMap.ts";
import { makeGraph } from "./steps/graph.ts";
import { makeModel } from "./steps/model.ts";
import { makeSelection } from "./steps/selection.ts";

type CoreSteps = { readonly [Out in Exclude<ArtifactName, "dataset">]: CoreStep<Out> };
type CoreStep<Out extends ArtifactName> = Step<Artifacts[Out], Artifacts>;

/** artifact <- needs, for the artifacts of every run. Order, caching and progress follow from this table. */
export const coreSteps: CoreSteps = {
  selection: {
    does: () => "Checking counts, selecting cells and genes",
    needs: () => ["dataset"],
    run: makeSelection,
  },
  expression: {
    does: ({ normalize }) => {
      if (normalize === "arcsinh") return "Transforming intensities (arcsinh)";
      return normalize === "no" ? "Using the values without normalisation" : "Normalising counts";
    },
    needs: () => ["selection"],
    run: makeExpression,
  },
  correction: {
    does: () => "Fitting batch effects (ComBat)",
    needs: () => ["dataset", "selection", "expression"],
    run: makeCorrection,
  },
  features: {
    does: () => "Scaling genes, computing principal components",
    needs: ({ correct }) => (correct === "combat" ? ["expression", "correction"] : ["expression"]),
    run: makeFeatures,
  },
  graph: {
    does: () => "Building spatial graph",
    needs: () => ["selection"],
    run: makeGraph,
  },
  geneMap: {
    does: () => "Building gene map",
    needs: ({ correct }) => (correct === "combat" ? ["expression", "features"] : ["expression"]),
    run: makeGeneMap,
  },
  embeddings: {
    does(config) {
      const { method, options } = config.chosen;
      return method.words.does(options, config.seeds);
    },
    needs(config) {
      const { method, options } = config.chosen;
      const needs = artifactsOf(method.needs(options));
      return config.alignSamples === "none" ? needs : [...new Set([...needs, "selection" as const])];
    },
    policy: keptInParts,
    run: makeEmbeddings,
  },
  domainCount: {
    does: () => "Selecting the number of domains",
    needs: () => ["embeddings", "selection"],
    policy: concluding,
    run: makeDomainCount,
  },
  domains: {
    does: ({ domains }) => (domains === "auto" ? "Clustering into domains" : `Clustering into ${domains} domains`),
    needs: (config) => [
      ...(["embeddings", "selection", "graph"] as const),
      ...(readsFeatures(config) || poolsFamilies(config) ? ["features" as const] : []),
      ...(config.domains === "auto" ? ["domainCount" as const] : []),
    ],
    policy: concluding,
    run: makeDomains,
  },
  model: {
    does: () => "Preparing the model for label transfer",
    needs: ({ correct }) => [
      ...(["dataset", "selection", "expression", "features", "graph", "embeddings", "domains"] as const),
      ...(correct === "combat" ? (["correction"] as const) : []),
    ],
    policy: concluding,
    run: makeModel,
  },
};
