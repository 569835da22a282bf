import { paga } from "../analyses/paga/paga.ts";
import { spatialGenes } from "../analyses/spatialGenes/spatialGenes.ts";
import { clustersTypes, wantedAnalyses } from "./analyses.ts";
import { makeAllGenes } from "./analysisSteps/allGenes.ts";
import { makeCellTypes } from "./analysisSteps/cellTypes.ts";
import { makeColocalization } from "./analysisSteps/colocalization.ts";
import { makeColocalizationInputs } from "./analysisSteps/colocalizationInputs.ts";
import { makeComparison } from "./analysisSteps/comparison.ts";
import { makeCoOccurrence } from "./analysisSteps/coOccurrence.ts";
import { makeIntrinsicNeighbors, makeSpatialNeighbors } from "./analysisSteps/embeddingGraphs.ts";
import { makeEnrichment } from "./analysisSteps/enrichment.ts";
import { makeGsea } from "./analysisSteps/gsea.ts";
import { makeIntegration } from "./analysisSteps/integration.ts";
import { makeDomainMarkers, makeTypeMarkers } from "./analysisSteps/markers.ts";
import { makeComposition, makeNeighborhoods } from "./analysisSteps/neighborhoods.ts";
import { makeSeedScores } from "./analysisSteps/seedScores.ts";
import { makeUmaps } from "./analysisSteps/umaps.ts";
import type { ArtifactName, Artifacts, StepContext } from "./artifacts.ts";
import { domainColumn } from "./domainColumn.ts";
import { artifactsOf } from "./methodInputs.ts";
import type { Config } from "./options/config.ts";
import { chosenMethod, seedCount } from "./options/settings.ts";
import { embedSeeds } from "./seeds/embedSeeds.ts";
import { makeCorrection } from "./steps/correction.ts";
import { makeDomainCount } from "./steps/domainCount.ts";
import { makeDomains } from "./steps/domains.ts";
import { makeExpression } from "./steps/expression.ts";
import { makeFeatures } from "./steps/features.ts";
import { makeGeneMap } from "./steps/geneMap.ts";
import { makeGraph } from "./steps/graph.ts";
import { makeModel } from "./steps/model.ts";
import { makeSelection } from "./steps/selection.ts";

/** One step of the pipeline: how one artifact comes from others. */
export interface Step<Out extends ArtifactName, In extends ArtifactName> {
  /** What a user reads while it works. */
  does(config: Config): string;
  /** Artifacts it takes; may depend on the settings. */
  needs(config: Config): readonly In[];
  /** True when it still runs after the user asked to stop, to finish with what is there. */
  readonly finishes?: boolean;
  /** True when a run is worth keeping without it: left out when it fails, or after the user asked to stop. */
  readonly optional?: boolean;
  /** True when it keeps what it finished itself, part by part. */
  readonly keepsItself?: boolean;
  /** True when it is never kept: options decide it that may change when a run goes on. */
  readonly anew?: boolean;
  run(inputs: Pick<Artifacts, In>, context: StepContext): Promise<Artifacts[Out]> | Artifacts[Out];
}

type Steps = { readonly [Out in Exclude<ArtifactName, "dataset">]: Step<Out, ArtifactName> };

/** artifact <- needs. Order, caching and progress follow from this table. */
export const steps: Steps = {
  selection: {
    does: () => "Check counts, choose cells and genes",
    needs: () => ["dataset"],
    run: makeSelection,
  },
  expression: {
    does: ({ normalize }) => (normalize === "no" ? "Take the values as they are" : "Normalise counts"),
    needs: () => ["selection"],
    run: makeExpression,
  },
  correction: {
    does: () => "Find batch effects (ComBat)",
    needs: () => ["dataset", "selection", "expression"],
    run: makeCorrection,
  },
  features: {
    does: () => "Scale genes and find principal components",
    needs: ({ correct }) => (correct === "combat" ? ["expression", "correction"] : ["expression"]),
    run: makeFeatures,
  },
  graph: {
    does: () => "Connect neighbouring cells",
    needs: () => ["selection"],
    run: makeGraph,
  },
  geneMap: {
    does: () => "Place co-expressed genes side by side",
    needs: ({ correct }) => (correct === "combat" ? ["expression", "features"] : ["expression"]),
    run: makeGeneMap,
  },
  embeddings: {
    does(config) {
      const { method, options } = chosenMethod(config);
      return method.words.does(options, seedCount(config));
    },
    needs(config) {
      const { method, options } = chosenMethod(config);
      return artifactsOf(method.needs(options));
    },
    keepsItself: true,
    run: embedSeeds,
  },
  domainCount: {
    does: () => "Choose the number of domains",
    needs: () => ["embeddings", "selection"],
    finishes: true,
    run: makeDomainCount,
  },
  domains: {
    does: ({ domains }) => (domains === "auto" ? "Find the domains" : `Find ${domains} domains`),
    needs: ({ domains }) => [
      "embeddings",
      "selection",
      "graph",
      ...(domains === "auto" ? ["domainCount" as const] : []),
    ],
    finishes: true,
    run: makeDomains,
  },
  model: {
    does: () => "Make a model for other samples",
    needs: ({ correct }) => [
      ...(["dataset", "selection", "expression", "features", "graph", "embeddings", "domains"] as const),
      ...(correct === "combat" ? (["correction"] as const) : []),
    ],
    finishes: true,
    run: makeModel,
  },
  allGenes: {
    does: () => "Take the expression of all genes",
    needs: () => ["dataset", "selection", "expression"],
    optional: true,
    run: makeAllGenes,
  },
  spatialNeighbors: {
    does: () => "Find cells alike in the spatial embedding",
    needs: () => ["embeddings", "domains"],
    optional: true,
    run: makeSpatialNeighbors,
  },
  intrinsicNeighbors: {
    does: () => "Find cells alike in expression",
    needs: () => ["features", "domains", "embeddings"],
    optional: true,
    run: makeIntrinsicNeighbors,
  },
  cellTypes: {
    does: (config) => (clustersTypes(config) ? "Find cell types" : "Read cell types"),
    needs: (config) => ["dataset", "selection", ...(clustersTypes(config) ? (["intrinsicNeighbors"] as const) : [])],
    optional: true,
    run: makeCellTypes,
  },
  umaps: {
    does: () => "Draw maps of the embeddings",
    needs: () => ["spatialNeighbors", "intrinsicNeighbors", "domains", "embeddings"],
    optional: true,
    run: makeUmaps,
  },
  paga: {
    does: () => "Connect domains that flow into each other",
    needs: () => ["spatialNeighbors", "domains"],
    optional: true,
    run: ({ spatialNeighbors, domains }) => paga(spatialNeighbors.neighbors, domainColumn(domains)),
  },
  domainMarkers: {
    does: () => "Compare the genes of each domain with all other cells",
    needs: () => ["allGenes", "domains"],
    optional: true,
    run: makeDomainMarkers,
  },
  typeMarkers: {
    does: () => "Compare the genes of each cell type with all other cells",
    needs: () => ["allGenes", "cellTypes"],
    optional: true,
    run: makeTypeMarkers,
  },
  spatialGenes: {
    does: () => "Find genes that follow the tissue (Moran's I)",
    needs: () => ["allGenes", "graph"],
    optional: true,
    run: ({ allGenes, graph }) => spatialGenes(allGenes.expression, graph.graph),
  },
  composition: {
    does: () => "Count cell types in domains",
    needs: () => ["domains", "cellTypes"],
    optional: true,
    run: makeComposition,
  },
  comparison: {
    does: ({ compare }) => `Compare conditions (${compare})`,
    needs: () => ["dataset", "selection", "domains", "allGenes", "cellTypes"],
    optional: true,
    run: makeComparison,
  },
  integration: {
    does: () => "Score how well samples mix",
    needs: () => ["selection", "expression", "features", "embeddings", "domains"],
    optional: true,
    run: makeIntegration,
  },
  neighborhoods: {
    does: () => "Compare neighbourhoods with chance",
    needs: () => ["domains", "cellTypes", "graph"],
    optional: true,
    run: makeNeighborhoods,
  },
  coOccurrence: {
    does: () => "Compare the surroundings of domains and cell types by distance",
    needs: () => ["domains", "cellTypes", "selection"],
    optional: true,
    run: makeCoOccurrence,
  },
  colocalizationInputs: {
    does: ({ colocalize = [] }) => `Look up ${colocalize.join(", ")}`,
    needs: () => ["dataset", "selection"],
    anew: true,
    run: makeColocalizationInputs,
  },
  colocalization: {
    does: ({ colocalize = [] }) => `Test where cells high in ${colocalize.join(", ")} lie`,
    needs: () => ["selection", "allGenes", "colocalizationInputs"],
    optional: true,
    anew: true,
    run: makeColocalization,
  },
  gsea: {
    does: () => "Look for gene sets at the ends of the ranked genes",
    needs: markedGroups,
    optional: true,
    run: makeGsea,
  },
  seedScores: {
    does: ({ truth }) => `Compare the domains of each seed with obs/${truth}`,
    needs: () => ["dataset", "selection", "domains"],
    optional: true,
    run: makeSeedScores,
  },
  enrichment: {
    does: ({ geneSets = [], enrichr = [] }) =>
      `Look for gene sets among markers: ${[...geneSets, ...enrichr.map((name) => `${name} (Enrichr)`)].join(", ")}`,
    needs: markedGroups,
    optional: true,
    run: makeEnrichment,
  },
};

/** Markers of domains, and of cell types where these are wanted too. */
function markedGroups(config: Config): ("allGenes" | "domainMarkers" | "typeMarkers")[] {
  const types = wantedAnalyses(config).includes("typeMarkers");
  return ["allGenes", "domainMarkers", ...(types ? (["typeMarkers"] as const) : [])];
}
