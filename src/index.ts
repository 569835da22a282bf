/**
 * cellscape: spatial tissue domains and cell types from spatial omics data. Safe in a browser; `cellscape/node` adds
 * files and the native engine.
 *
 * @module
 */

export type { Analysis } from "./analyses/analysis.ts";
export {
  type Colocalization,
  type ColocalizationOptions,
  colocalization,
} from "./analyses/colocalization/colocalization.ts";
export {
  type ColocalizationTarget,
  type Mask,
  maskTarget,
  pointTarget,
} from "./analyses/colocalization/colocalizationTarget.ts";
export { compositionShifts } from "./analyses/comparison/compositionShift.ts";
export { conditionExpression } from "./analyses/comparison/conditionExpression.ts";
export { composition, compositionChange } from "./analyses/composition/composition.ts";
export { compositionEnrichment } from "./analyses/composition/compositionEnrichment.ts";
export { coOccurrence } from "./analyses/coOccurrence/coOccurrence.ts";
export { type Enrichment, type EnrichmentOptions, enrich } from "./analyses/enrichment/enrichment.ts";
export { type GeneSets, parseGmt } from "./analyses/geneSets/geneSets.ts";
export { type Gsea, type GseaOptions, gsea } from "./analyses/gsea/gsea.ts";
export { scoreIntegration } from "./analyses/integration/integration.ts";
export { filterMarkers, type MarkerFilter } from "./analyses/markers/markerFilter.ts";
export { type MarkerOptions, type Markers, rankMarkers } from "./analyses/markers/markers.ts";
export { neighborhoodEnrichment } from "./analyses/neighborhoods/neighborhoods.ts";
export { groupPositions, paga } from "./analyses/paga/paga.ts";
export { type AllArtifacts, allAnalyses, allSteps, registerAnalysis } from "./analyses/registry.ts";
export { analysisKeys, analysisMethods, analysisTables } from "./analyses/results.ts";
export { type SpatialGenes, spatialGenes } from "./analyses/spatialGenes/spatialGenes.ts";
export { type Umap, type UmapOptions, umap } from "./analyses/umap/umap.ts";
export { checkAnalyses, readAnalysisInputs, wantedAnalyses } from "./analyses/wanted.ts";
export { leiden } from "./cluster/leiden.ts";
export { louvain } from "./cluster/louvain.ts";
export { CellScapeError, type ErrorCode } from "./core/errors.ts";
export { boundsOf } from "./core/options/describe.ts";
export { defineOptions, metaOf, type Options, type OptionTable, option } from "./core/options/option.ts";
export { flagOf, nameOf, parseOptions } from "./core/options/parse.ts";
export { settingsOf } from "./core/options/settingsFile.ts";
export type { Progress, Report } from "./core/progress.ts";
export { createRandom, type Random } from "./core/random.ts";
export { version } from "./core/version.ts";
export type { Dataset } from "./data/dataset.ts";
export type { GeneMap } from "./data/geneMap.ts";
export type { Graph } from "./data/graph.ts";
export type { Matrix } from "./data/matrix.ts";
export type { Samples } from "./data/samples.ts";
export type { ScaledExpression } from "./data/scaledExpression.ts";
export type { Sparse } from "./data/sparse.ts";
export type { Column, Table } from "./data/table.ts";
export type { Picture, Tissue } from "./data/tissue.ts";
export { type DomainOptions, findDomains } from "./domains/domains.ts";
export type { Domains } from "./domains/result.ts";
export { sampleDependence } from "./domains/sampleDependence.ts";
export { chooseEngine, type EngineChoice } from "./engine/choose.ts";
export type { Engine, Executable } from "./engine/engine.ts";
export { referenceEngine } from "./engine/reference.ts";
export { wasmEngine } from "./engine/web.ts";
export { bars } from "./figure/bars.ts";
export { boxPlot } from "./figure/boxPlot.ts";
export { palette } from "./figure/color/palette.ts";
export { domainMap, domainMapEach, domainMaps } from "./figure/domainMap.ts";
export { dotPlot } from "./figure/dotPlot.ts";
export { embedding } from "./figure/embedding.ts";
export { enrichmentBars } from "./figure/enrichmentBars.ts";
export { heatmap } from "./figure/heatmap.ts";
export { lines } from "./figure/lines.ts";
export { network } from "./figure/network.ts";
export { runningSums } from "./figure/runningSum.ts";
export { stackedBars } from "./figure/stackedBars.ts";
export { valueMap } from "./figure/valueMap.ts";
export { volcano } from "./figure/volcano.ts";
export { blobFolder, blobSource } from "./io/browser/blobSource.ts";
export { describeInspection, type Inspection } from "./io/inspection/inspection.ts";
export { inspectSource, type Opened, openDataset, readDataset } from "./io/open.ts";
export type { FileReader, FolderReader, Reader, ReadOptions } from "./io/reader.ts";
export { registerReader } from "./io/registry.ts";
export type { Folder, Input, Source } from "./io/source.ts";
export { fuzzyGraph } from "./math/neighbors/fuzzyGraph.ts";
export { nearestRows } from "./math/neighbors/nearestRows.ts";
export { type Agreement, agreement, scoredPairs } from "./math/statistics/agreement.ts";
export { type EmbeddingData, type Embeddings, embed } from "./methods/cellscape/embed.ts";
export { type CellScapeOptions, presets } from "./methods/cellscape/options.ts";
export type { Trained } from "./methods/cellscape/train.ts";
export type { NamedArray, TrainedModel } from "./methods/cellscape/trainedModel.ts";
export { chooseMethod } from "./methods/chosenMethod.ts";
export type { Embedded } from "./methods/embedded.ts";
export type { DataDescription, InputName, InputSize, MethodInputs } from "./methods/inputs.ts";
export type { EmbedContext, Method, MethodPlan, Preset, Presets, RunDefaults, Transfer } from "./methods/method.ts";
export { methodOptions } from "./methods/methodOptions.ts";
export { allMethods, methodNamed, registerMethod } from "./methods/registry.ts";
export type { StepLosses } from "./nn/fit.ts";
export { combat } from "./preprocess/combat.ts";
export { type JoinOptions, joinDatasets, type SamplePart } from "./preprocess/joinDatasets.ts";
export { splitSamples } from "./preprocess/splitSamples.ts";
export { drawFigures, type Figure } from "./report/figures.ts";
export { type ReportOptions, reportPage } from "./report/html.ts";
export { makePages, pageFigures } from "./report/pages.ts";

export type { AnnDataKeys } from "./results/annDataKeys.ts";
export { annotate } from "./results/annotations.ts";
export { type CsvTable, csvTable } from "./results/csvTable.ts";
export type { Entry } from "./results/entry.ts";
export { methodsOf } from "./results/methods.ts";
export type { AnalysisPage, Content } from "./results/page.ts";
export type { Reported, RunArtifacts } from "./results/reported.ts";
export { reportWarnings } from "./results/warnings.ts";
export type { ArtifactName, Artifacts, Context } from "./run/artifacts.ts";
export { createEta, type Eta } from "./run/eta.ts";
export type { Config } from "./run/options/config.ts";
export { executionOptions } from "./run/options/execution.ts";
export { type Settings, settle } from "./run/options/settings.ts";
export { type RunResult, run } from "./run/run.ts";
export {
  type AnyStep,
  concluding,
  optional,
  required,
  type Step,
  type StepPolicy,
  type StepTable,
} from "./run/step.ts";
export { coreSteps } from "./run/steps.ts";
export {
  allOptions,
  type ConfigInput,
  type OptionName,
  optionGroups,
  parseConfig,
  type RunConfig,
  type RunSettings,
  runOptions,
} from "./session/options/run.ts";
export { type SimulateOptions, simulateOptions } from "./simulate/options.ts";
export { simulateTissue } from "./simulate/simulateTissue.ts";
export { smooth } from "./spatial/smooth.ts";
