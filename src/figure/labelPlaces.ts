/** A caption that may stand at one of several places, the best first; x is its middle, y its base line. */
export interface PlacedLabel {
  readonly width: number;
  readonly places: readonly (readonly [x: number, y: number])[];
}

/**
 * A place for each caption so that none covers another: in the order given, each takes its first free place.
 *
 * @param height of a line in px.
 * @returns undefined for captions without a free place.
 */
export function labelPlaces(
  labels: readonly PlacedLabel[],
  height: number,
): (readonly [x: number, y: number] | undefined)[] {
  const taken: { readonly x: number; readonly y: number; readonly width: number }[] = [];
  return labels.map(({ width, places }) => {
    const free = places.find(([x, y]) =>
      taken.every((other) => Math.abs(other.y - y) >= height || Math.abs(other.x - x) >= (other.width + width) / 2 + 2),
    );
    if (free) taken.push({ x: free[0], y: free[1], width });
    return free;
  });
}
