/** A caption that may stand at one of several places, the best first; x is its middle, y its base line. */
export interface PlacedLabel {
  readonly width: number;
  readonly places: readonly (readonly [x: number, y: number])[];
}

/** Something that captions should not cover: its middle and its sides. */
export interface Obstacle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A place for each caption so that none covers another: in the order given, each takes its first free place. One that finds
 * no place clear of the obstacles takes the first that is clear of captions.
 *
 * @param height of a line in px.
 * @returns undefined for captions without a free place.
 */
export function labelPlaces(
  labels: readonly PlacedLabel[],
  height: number,
  obstacles: readonly Obstacle[] = [],
): (readonly [x: number, y: number] | undefined)[] {
  const taken: Obstacle[] = [];
  return labels.map(({ width, places }) => {
    const boxOf = ([x, base]: readonly [number, number]) => ({ x, y: base - height / 3, width, height });
    const open = places.filter((place) => taken.every((other) => !overlaps(boxOf(place), other)));
    const free = open.find((place) => obstacles.every((other) => !overlaps(boxOf(place), other))) ?? open[0];
    if (free) taken.push(boxOf(free));
    return free;
  });
}

function overlaps(a: Obstacle, b: Obstacle): boolean {
  return Math.abs(a.y - b.y) < (a.height + b.height) / 2 && Math.abs(a.x - b.x) < (a.width + b.width) / 2 + 2;
}
