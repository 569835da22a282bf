/**
 * Figures as SVG text: maps of tissue, embeddings, heat maps, dot plots, bars, curves and networks. Each function takes plain
 * arrays.
 *
 * @module
 */

export { type BarSeries, bars } from "../figure/bars.ts";
export { type BoxGroup, boxPlot } from "../figure/boxPlot.ts";
export { type ColorMapName, colorOf } from "../figure/color/colorMap.ts";
export { palette } from "../figure/color/palette.ts";
export { type Losses, selectionCurve, trainingCurves } from "../figure/curves.ts";
export { type DomainMapOptions, type DomainPanel, domainMap, domainMapEach, domainMaps } from "../figure/domainMap.ts";
export { dotPlot } from "../figure/dotPlot.ts";
export { rasterize } from "../figure/drawing/raster.ts";
export type { Underlay } from "../figure/drawing/underlay.ts";
export { type EmbeddingPanel, embedding } from "../figure/embedding.ts";
export { type EnrichedBar, enrichmentBars } from "../figure/enrichmentBars.ts";
export { geneMapFigure } from "../figure/geneMapFigure.ts";
export { heatmap } from "../figure/heatmap.ts";
export { type LinePanel, type LineSeries, lines } from "../figure/lines.ts";
export { type MarkedPanel, markedMaps } from "../figure/markedMap.ts";
export { network } from "../figure/network.ts";
export { type RunningSet, runningSums } from "../figure/runningSum.ts";
export { stackedBars } from "../figure/stackedBars.ts";
export { type ValuePanel, valueMap, valueMaps } from "../figure/valueMap.ts";
export { type ViolinPanel, violins } from "../figure/violin.ts";
export { volcano } from "../figure/volcano.ts";
