import { CellScapeError } from "../core/errors.ts";
import type { OptionTable, OptionValues } from "../core/options/option.ts";
import { flagOf } from "../core/options/parse.ts";
import { allMethods } from "../methods/registry.ts";
import type { RunArtifacts } from "../results/reported.ts";
import type { Artifacts } from "../run/artifacts.ts";
import { coreOptions } from "../run/options/options.ts";
import type { MadeBy } from "../run/step.ts";
import { coreSteps } from "../run/steps.ts";
import { allGenesAnalysis } from "./allGenes/index.ts";
import { alternativesAnalysis } from "./alternatives/index.ts";
import type { Analysis } from "./analysis.ts";
import { annotationAnalysis } from "./annotation/index.ts";
import { cellTypesAnalysis } from "./cellTypes/index.ts";
import { colocalizationAnalysis } from "./colocalization/index.ts";
import { comparisonAnalysis } from "./comparison/index.ts";
import { compositionAnalysis } from "./composition/index.ts";
import { contrastsAnalysis } from "./contrasts/index.ts";
import { coOccurrenceAnalysis } from "./coOccurrence/index.ts";
import { domainCountsAnalysis } from "./domainCounts/index.ts";
import { domainNamesAnalysis } from "./domainNames/index.ts";
import { presented } from "./domainNames/present.ts";
import { embeddingGraphsAnalysis } from "./embeddingGraphs/index.ts";
import { enrichmentAnalysis } from "./enrichment/index.ts";
import { geneSetsAnalysis } from "./geneSets/index.ts";
import { gseaAnalysis } from "./gsea/index.ts";
import { hinted } from "./hints/hinted.ts";
import { hintsAnalysis } from "./hints/index.ts";
import { integrationAnalysis } from "./integration/index.ts";
import { markersAnalysis } from "./markers/index.ts";
import { neighborhoodsAnalysis } from "./neighborhoods/index.ts";
import { noveltyAnalysis } from "./novelty/index.ts";
import { pagaAnalysis } from "./paga/index.ts";
import { qualityAnalysis } from "./quality/index.ts";
import { seedScoresAnalysis } from "./seedScores/index.ts";
import { spatialGenesAnalysis } from "./spatialGenes/index.ts";
import { umapAnalysis } from "./umap/index.ts";

/** The analyses of the program, in the order of their computing and of their results: a new one is one line. */
const builtIn = [
  qualityAnalysis,
  domainCountsAnalysis,
  hintsAnalysis,
  alternativesAnalysis,
  annotationAnalysis,
  domainNamesAnalysis,
  allGenesAnalysis,
  embeddingGraphsAnalysis,
  cellTypesAnalysis,
  umapAnalysis,
  pagaAnalysis,
  markersAnalysis,
  spatialGenesAnalysis,
  neighborhoodsAnalysis,
  compositionAnalysis,
  integrationAnalysis,
  comparisonAnalysis,
  contrastsAnalysis,
  coOccurrenceAnalysis,
  colocalizationAnalysis,
  geneSetsAnalysis,
  enrichmentAnalysis,
  gseaAnalysis,
  seedScoresAnalysis,
  noveltyAnalysis,
] as const satisfies readonly Analysis[];

type BuiltIn = (typeof builtIn)[number];
type Intersection<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** The steps of the core and of all analyses of the program. */
export type AllSteps = typeof coreSteps & Intersection<BuiltIn["steps"]>;

/** What the analyses of the program make. */
export type AnalysisArtifacts = MadeBy<Intersection<BuiltIn["steps"]>>;

/** Everything that a run may make. */
export type AllArtifacts = Artifacts & AnalysisArtifacts;

/** Artifacts that results are written from, with those of all built-in analyses. */
export type AnalysedArtifacts = RunArtifacts<AnalysisArtifacts>;

type TableOf<A> = A extends { readonly options: { readonly table: infer Table extends OptionTable } } ? Table : never;

/** Settings that belong to analyses of the program. */
export type AnalysisOptions = OptionValues<Intersection<TableOf<BuiltIn>> & OptionTable>;

const registered: Analysis[] = [];

/**
 * Register a user-defined analysis, so that runs, settings and help accept it as they do the built-in ones.
 *
 * @returns removes it again.
 * @throws bad-option when another analysis has its name or computes an artifact of the same name, and when one of its
 * options has the name of an option of the run, of a method or of another analysis.
 */
export function registerAnalysis(analysis: Analysis): () => void {
  const others = allAnalyses();
  const taken = new Set([...Object.keys(coreSteps), ...others.flatMap(({ steps }) => Object.keys(steps))]);
  const twice = Object.keys(analysis.steps).find((name) => taken.has(name));
  if (twice !== undefined || others.some(({ name }) => name === analysis.name)) {
    const what =
      twice === undefined ? `a name that no analysis has, got ${analysis.name}` : `new artifacts, got ${twice}`;
    throw new CellScapeError("bad-option", `registerAnalysis: expected ${what}; rename it`);
  }
  const tables = [coreOptions, ...[...allMethods(), ...others].map(({ options }) => options?.table ?? {})];
  const flag = Object.keys(analysis.options?.table ?? {}).find((name) => tables.some((table) => name in table));
  if (flag !== undefined) {
    throw new CellScapeError("bad-option", `registerAnalysis: expected new options, got --${flagOf(flag)}; rename it`);
  }
  registered.push(analysis);
  return () => {
    const at = registered.indexOf(analysis);
    if (at >= 0) registered.splice(at, 1);
  };
}

/** The analyses of the program, and those that were registered. */
export function allAnalyses(): readonly Analysis[] {
  return [...builtIn, ...registered];
}

/**
 * The steps of a run: those of the core and of all analyses, by the name of the artifact that each makes.
 *
 * @throws (the step `domains`) bad-option for an order, names or hints that do not fit the domains.
 */
export function allSteps(): AllSteps {
  // Steps of registered analyses are there too; those of the program are what the type names.
  const steps = Object.assign({}, coreSteps, ...allAnalyses().map((analysis) => analysis.steps)) as AllSteps;
  return {
    ...steps,
    domains: presented(
      hinted(steps.domains, (config) => config.domains),
      { strict: false },
    ),
  };
}
