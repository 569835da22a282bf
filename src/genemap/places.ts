/** The p places of a q x q grid that genes may take, and how far apart they are. */
export interface Places {
  /** q */
  readonly side: number;
  /** [p] grid position (row-major) of each place, ascending. */
  readonly position: Int32Array;
  /** [p, p] Euclidean distance, scaled so that the largest is 1. */
  readonly distance: Float32Array;
  /** The largest distance in steps of the grid; 1 when there is only one place. */
  readonly scale: number;
}

/** The `count` places nearest the centre of the grid: padding takes the rest, which lies farthest out. */
export function nearestPlaces(count: number, side: number): Places {
  // Twice the offset from the centre, so that distances are whole and equal ones compare equal.
  const outness = (position: number) =>
    (2 * Math.floor(position / side) - side + 1) ** 2 + (2 * (position % side) - side + 1) ** 2;
  const order = Array.from({ length: side * side }, (_, position) => position);
  order.sort((a, b) => outness(a) - outness(b) || a - b);
  const position = Int32Array.from(order.slice(0, count)).sort();

  const distance = new Float32Array(count * count);
  let scale = 0;
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) {
      const rows = Math.floor(position[a] / side) - Math.floor(position[b] / side);
      const columns = (position[a] % side) - (position[b] % side);
      const steps = Math.hypot(rows, columns);
      distance[a * count + b] = steps;
      if (steps > scale) scale = steps;
    }
  }
  if (scale === 0) scale = 1;
  for (let at = 0; at < distance.length; at++) distance[at] /= scale;
  return { side, position, distance, scale };
}

/**
 * Put points on the places so that their order is kept: by x into the columns of the grid, by y within a column.
 *
 * @param x [p] any unit
 * @param y [p] any unit
 * @returns [p] the point at each place
 */
export function spread(x: ArrayLike<number>, y: ArrayLike<number>, { side, position }: Places): Int32Array {
  const byX = Array.from(position, (_, u) => u).sort((u, v) => x[u] - x[v] || y[u] - y[v] || u - v);
  const columns: number[][] = Array.from({ length: side }, () => []);
  position.forEach((at, place) => {
    columns[at % side].push(place);
  });

  const pointAt = new Int32Array(position.length);
  let used = 0;
  for (const places of columns) {
    const points = byX.slice(used, used + places.length).sort((u, v) => y[u] - y[v] || u - v);
    for (const [row, place] of places.entries()) pointAt[place] = points[row];
    used += places.length;
  }
  return pointAt;
}
