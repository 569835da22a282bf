/**
 * What domains and cell types are: markers, gene sets, composition, neighbourhoods, spatially variable genes, conditions,
 * co-localisation, UMAP and PAGA, each a function of arrays. `registerAnalysis` adds one of your own to all runs.
 *
 * @module
 */

export type { Analysis, AnalysisRequest, DomainColumn, Fact, MapLayers } from "../analyses/analysis.ts";
export {
  type Colocalization,
  type ColocalizationOptions,
  colocalization,
} from "../analyses/colocalization/colocalization.ts";
export {
  type ColocalizationTarget,
  type Mask,
  maskTarget,
  pointTarget,
} from "../analyses/colocalization/colocalizationTarget.ts";
export { compositionShifts } from "../analyses/comparison/compositionShift.ts";
export { conditionExpression } from "../analyses/comparison/conditionExpression.ts";
export { composition, compositionChange } from "../analyses/composition/composition.ts";
export { compositionEnrichment } from "../analyses/composition/compositionEnrichment.ts";
export { coOccurrence } from "../analyses/coOccurrence/coOccurrence.ts";
export { type Enrichment, type EnrichmentOptions, enrich } from "../analyses/enrichment/enrichment.ts";
export { type GeneSets, parseGmt } from "../analyses/geneSets/geneSets.ts";
export { type Gsea, type GseaOptions, gsea } from "../analyses/gsea/gsea.ts";
export { scoreIntegration } from "../analyses/integration/integration.ts";
export { filterMarkers, type MarkerFilter } from "../analyses/markers/markerFilter.ts";
export { type MarkerOptions, type Markers, rankMarkers } from "../analyses/markers/markers.ts";
export { neighborhoodEnrichment } from "../analyses/neighborhoods/neighborhoods.ts";
export { groupPositions, paga } from "../analyses/paga/paga.ts";
export { type AllArtifacts, allAnalyses, allSteps, registerAnalysis } from "../analyses/registry.ts";
export { type SpatialGenes, spatialGenes } from "../analyses/spatialGenes/spatialGenes.ts";
export { type Umap, type UmapOptions, umap } from "../analyses/umap/umap.ts";
export { fuzzyGraph } from "../math/neighbors/fuzzyGraph.ts";
export type { AnnDataKeys } from "../results/annDataKeys.ts";
export { type CsvTable, csvTable } from "../results/csvTable.ts";
export type { Entry } from "../results/entry.ts";
export type { AnalysisPage, Chapter, Content, PageColumn, PageFigure, PageTable } from "../results/page.ts";
export type { Cite } from "../results/references.ts";
export type { RunArtifacts } from "../results/reported.ts";
export type { StepContext } from "../run/artifacts.ts";
export { domainNames } from "../run/domainColumn.ts";
export {
  type AnyStep,
  concluding,
  optional,
  required,
  type Step,
  type StepPolicy,
  type StepTable,
} from "../run/step.ts";
