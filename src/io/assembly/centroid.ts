/**
 * Sums over the parts of a shape: area times centroid and area of its polygons, length times middle and length of their
 * edges, positions and number of its points.
 */
export interface CentroidSums {
  area: number;
  x: number;
  y: number;
  length: number;
  edgeX: number;
  edgeY: number;
  pointX: number;
  pointY: number;
  points: number;
}

/** The sums of a shape without parts. */
export const emptySums = (): CentroidSums => ({
  ...{ area: 0, x: 0, y: 0, length: 0, edgeX: 0, edgeY: 0, pointX: 0, pointY: 0, points: 0 },
});

/** A closed ring of a polygon: its last corner is its first. */
export interface Ring {
  readonly corners: number;
  readonly corner: (j: number) => readonly [x: number, y: number];
  readonly hole: boolean;
}

/** Add a ring: its area counts as positive whichever way round it goes, that of a hole as negative. */
export function addRing(sums: CentroidSums, { corners, corner, hole }: Ring): void {
  if (corners === 0) return;
  // Relative to the first corner, so that places far from the origin lose no digits.
  const [x0, y0] = corner(0);
  let [area, x, y, px, py] = [0, 0, 0, 0, 0];
  for (let j = 1; j < corners; j++) {
    const [cornerX, cornerY] = corner(j);
    const [qx, qy] = [cornerX - x0, cornerY - y0];
    const cross = px * qy - qx * py;
    area += cross / 2;
    x += (cross * (px + qx)) / 6;
    y += (cross * (py + qy)) / 6;
    const length = Math.hypot(qx - px, qy - py);
    sums.length += length;
    sums.edgeX += length * (x0 + (px + qx) / 2);
    sums.edgeY += length * (y0 + (py + qy) / 2);
    [px, py] = [qx, qy];
    sums.pointX += qx + x0;
    sums.pointY += qy + y0;
    sums.points++;
  }
  const sign = (area < 0 ? -1 : 1) * (hole ? -1 : 1);
  sums.area += sign * area;
  sums.x += sign * (x + area * x0);
  sums.y += sign * (y + area * y0);
}

/** The centroid of what was summed up: of polygons by their area without their holes; NaN for an empty shape. */
export function centroidOf(sums: CentroidSums): [x: number, y: number] {
  if (sums.area !== 0) return [sums.x / sums.area, sums.y / sums.area];
  // A polygon without area is a line to and fro.
  if (sums.length !== 0) return [sums.edgeX / sums.length, sums.edgeY / sums.length];
  return [sums.pointX / sums.points, sums.pointY / sums.points];
}
