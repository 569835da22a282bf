/**
 * cellscape: spatial tissue domains and cell types from spatial omics data. Safe in a browser; `cellscape/node` adds
 * files and the native engine.
 *
 * @module
 */

export { type Colocalization, type ColocalizationOptions, colocalization } from "./analysis/colocalization.ts";
export { type ColocalizationTarget, type Mask, maskTarget, pointTarget } from "./analysis/colocalizationTarget.ts";
export { composition, compositionChange } from "./analysis/composition.ts";
export { compositionEnrichment } from "./analysis/compositionEnrichment.ts";
export { compositionShifts } from "./analysis/compositionShift.ts";
export { conditionExpression } from "./analysis/conditionExpression.ts";
export { coOccurrence } from "./analysis/coOccurrence.ts";
export { type Enrichment, type EnrichmentOptions, enrich } from "./analysis/enrichment.ts";
export { fuzzyGraph } from "./analysis/fuzzyGraph.ts";
export { type GeneSets, parseGmt } from "./analysis/geneSets.ts";
export { type Gsea, type GseaOptions, gsea } from "./analysis/gsea.ts";
export { scoreIntegration } from "./analysis/integration.ts";
export { leiden } from "./analysis/leiden.ts";
export { louvain } from "./analysis/louvain.ts";
export { filterMarkers, type MarkerFilter } from "./analysis/markerFilter.ts";
export { type MarkerOptions, type Markers, rankMarkers } from "./analysis/markers.ts";
export { neighborhoodEnrichment } from "./analysis/neighborhoods.ts";
export { groupPositions, paga } from "./analysis/paga.ts";
export { sampleDependence } from "./analysis/sampleDependence.ts";
export { type SpatialGenes, spatialGenes } from "./analysis/spatialGenes.ts";
export { type Umap, type UmapOptions, umap } from "./analysis/umap.ts";
export { type DomainOptions, type Domains, findDomains } from "./cluster/domains.ts";
export { smooth } from "./cluster/smooth.ts";
export type { Dataset } from "./data/dataset.ts";
export type { GeneMap } from "./data/geneMap.ts";
export type { Graph } from "./data/graph.ts";
export type { Matrix } from "./data/matrix.ts";
export type { Samples } from "./data/samples.ts";
export type { ScaledExpression } from "./data/scaledExpression.ts";
export type { Sparse } from "./data/sparse.ts";
export type { Column, Table } from "./data/table.ts";
export type { Picture, Tissue } from "./data/tissue.ts";
export { chooseEngine, type EngineChoice } from "./engine/choose.ts";
export type { Engine, Executable } from "./engine/engine.ts";
export { referenceEngine } from "./engine/reference.ts";
export { wasmEngine } from "./engine/web.ts";
export { CellScapeError, type ErrorCode } from "./errors.ts";
export { bars } from "./figure/bars.ts";
export { boxPlot } from "./figure/boxPlot.ts";
export { domainMap, domainMapEach, domainMaps } from "./figure/domainMap.ts";
export { dotPlot } from "./figure/dotPlot.ts";
export { embedding } from "./figure/embedding.ts";
export { enrichmentBars } from "./figure/enrichmentBars.ts";
export { heatmap } from "./figure/heatmap.ts";
export { lines } from "./figure/lines.ts";
export { network } from "./figure/network.ts";
export { palette } from "./figure/palette.ts";
export { runningSums } from "./figure/runningSum.ts";
export { stackedBars } from "./figure/stackedBars.ts";
export { valueMap } from "./figure/valueMap.ts";
export { volcano } from "./figure/volcano.ts";
export { blobFolder, blobSource } from "./io/blobSource.ts";
export { describeInspection, type Inspection } from "./io/inspection.ts";
export { inspectSource, type Opened, openDataset, type ReadOptions, readDataset } from "./io/reader.ts";
export type { Folder, Input, Source } from "./io/source.ts";
export { type Agreement, agreement, scoredPairs } from "./math/agreement.ts";
export { nearestRows } from "./math/nearestRows.ts";
export { type ModelSettings, presets } from "./model/settings.ts";
export { wantedAnalyses } from "./pipeline/analyses.ts";
export type { ArtifactName, Artifacts, Context } from "./pipeline/artifacts.ts";
export {
  type Config,
  type ConfigInput,
  flagOf,
  type OptionHelp,
  type OptionName,
  optionHelp,
  parseConfig,
} from "./pipeline/config.ts";
export { createEta, type Eta } from "./pipeline/eta.ts";
export { options } from "./pipeline/options.ts";
export type { Progress, Report } from "./pipeline/progress.ts";
export { type RunResult, run } from "./pipeline/run.ts";
export { combat } from "./preprocess/combat.ts";
export { type JoinOptions, joinDatasets, type SamplePart } from "./preprocess/joinDatasets.ts";
export { splitSamples } from "./preprocess/splitSamples.ts";
export { createRandom, type Random } from "./random.ts";
export { analysisKeys } from "./report/analysisKeys.ts";
export { analysisTables, type CsvTable } from "./report/analysisTables.ts";
export { annotate } from "./report/annotations.ts";
export { drawFigures, type Figure } from "./report/figures.ts";
export { type ReportOptions, reportPage } from "./report/html.ts";
export { methodsOf } from "./report/methods.ts";
export { makePages, pageFigures } from "./report/pages.ts";
export type { Reported } from "./report/reported.ts";
export { reportWarnings } from "./report/warnings.ts";
export type { SimulateOptions } from "./simulate/options.ts";
export { simulateTissue } from "./simulate/simulateTissue.ts";
export { type EmbeddingData, type Embeddings, embed } from "./train/embed.ts";
export type { StepLosses } from "./train/losses.ts";
export type { Trained } from "./train/train.ts";
export type { NamedArray, TrainedModel } from "./train/trainedModel.ts";
export { version } from "./version.ts";
