/**
 * What a candidate partition was made of: an embedding of the method, components of the expression averaged over neighbours,
 * or maximum autocorrelation factors.
 */
export type FamilyName = "embedding" | "smoothed components" | "autocorrelation factors";

/** Weight of each partition: families weigh alike, whatever the number of their partitions; 1 in all. */
export function familyWeights(families: readonly string[]): Float64Array {
  const sizes = new Map<string, number>();
  for (const family of families) sizes.set(family, (sizes.get(family) ?? 0) + 1);
  return Float64Array.from(families, (family) => 1 / (sizes.size * (sizes.get(family) ?? 1)));
}
