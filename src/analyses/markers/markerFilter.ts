import type { GroupMarkers } from "./markers.ts";

/** Thresholds of marker genes; a gene has to pass each. */
export interface MarkerFilter {
  /** More than this fraction of the group's cells express the gene. */
  readonly minFractionIn?: number;
  /** Less than this fraction of the other cells express it. */
  readonly maxFractionOut?: number;
  /** The log2 fold change is above this. */
  readonly minLogFoldChange?: number;
  /** The adjusted p-value is at most this. */
  readonly maxAdjustedPValue?: number;
  /** Compare the magnitude of the fold change, so that genes the group lacks are kept too. */
  readonly magnitude?: boolean;
  /** Keep at most this many, the best first. */
  readonly limit?: number;
}

/**
 * Marker genes that pass every threshold, the best first. The defaults are scanpy's, with no limit on the p-value.
 *
 * @returns [genes that pass] in the order of `markers.order`.
 * @see scanpy.tl.filter_rank_genes_groups.
 */
export function filterMarkers(
  markers: GroupMarkers,
  {
    minFractionIn = 0.25,
    maxFractionOut = 0.5,
    minLogFoldChange = 1,
    maxAdjustedPValue = 1,
    magnitude = false,
    limit = Number.POSITIVE_INFINITY,
  }: MarkerFilter = {},
): Uint32Array {
  const passes = (u: number) => {
    const change = magnitude ? Math.abs(markers.logFoldChanges[u]) : markers.logFoldChanges[u];
    return (
      markers.fractionsIn[u] > minFractionIn &&
      markers.fractionsOut[u] < maxFractionOut &&
      change > minLogFoldChange &&
      markers.adjustedPValues[u] <= maxAdjustedPValue
    );
  };
  return markers.order.filter(passes).slice(0, Math.min(limit, markers.order.length));
}
