import { CellScapeError } from "../../core/errors.ts";
import { viewOf } from "../bytes/viewOf.ts";

const POINT = 1;
const POLYGON = 3;
const MULTI_POLYGON = 6;
const MULTI_POINT = 4;

/**
 * Sums over the parts of a shape: area times centroid and area of its polygons, length times middle and length of their
 * edges, places and number of its points.
 */
interface Sums {
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

/**
 * The centroid of a shape in well-known binary: of a point itself, of polygons by their area without their holes.
 *
 * @param where names the shape, for messages.
 * @returns x and y; NaN for an empty shape.
 * @throws bad-file when the bytes are cut short; unsupported for other kinds than points and polygons.
 * @see OGC 06-103r4, section 8.2; shapely's `centroid`
 */
export function wkbCentroid(bytes: Uint8Array, where = "shape"): [x: number, y: number] {
  const view = viewOf(bytes);
  const sums: Sums = { area: 0, x: 0, y: 0, length: 0, edgeX: 0, edgeY: 0, pointX: 0, pointY: 0, points: 0 };
  try {
    addShape(view, 0, sums);
  } catch (cause) {
    if (cause instanceof CellScapeError) throw new CellScapeError(cause.code, `${where}: ${cause.message}`, { cause });
    const expected = "a shape in well-known binary";
    throw new CellScapeError("bad-file", `${where}: expected ${expected}, got one that is cut short`, { cause });
  }
  if (sums.area !== 0) return [sums.x / sums.area, sums.y / sums.area];
  // A polygon without area is a line to and fro.
  if (sums.length !== 0) return [sums.edgeX / sums.length, sums.edgeY / sums.length];
  return [sums.pointX / sums.points, sums.pointY / sums.points];
}

/** Add a shape; the offset after it. */
function addShape(view: DataView, start: number, sums: Sums): number {
  const little = view.getUint8(start) === 1;
  const code = view.getUint32(start + 1, little);
  // Extended codes: flags in the upper bits, thousands in ISO's.
  const kind = (code & 0xffff) % 1000;
  const extra =
    code & 0xc0000000 ? ((code >>> 31) & 1) + ((code >>> 30) & 1) : [0, 1, 1, 2][Math.floor((code & 0xffff) / 1000)];
  const width = 2 + (extra ?? 0);
  let at = start + 5 + (code & 0x20000000 ? 4 : 0);
  if (kind === POINT) {
    sums.pointX += view.getFloat64(at, little);
    sums.pointY += view.getFloat64(at + 8, little);
    sums.points++;
    return at + 8 * width;
  }
  if (kind !== POLYGON && kind !== MULTI_POLYGON && kind !== MULTI_POINT) {
    throw new CellScapeError("unsupported", `expected points or polygons, got shapes of kind ${kind}`);
  }
  const parts = view.getUint32(at, little);
  at += 4;
  for (let part = 0; part < parts; part++) {
    at = kind === POLYGON ? addRing(view, at, { sums, little, width, hole: part > 0 }) : addShape(view, at, sums);
  }
  return at;
}

interface Ring {
  readonly sums: Sums;
  readonly little: boolean;
  readonly width: number;
  readonly hole: boolean;
}

/** Add a ring: its area counts as positive whichever way round it goes, that of a hole as negative. */
function addRing(view: DataView, start: number, { sums, little, width, hole }: Ring): number {
  const corners = view.getUint32(start, little);
  const at = (j: number) => start + 4 + 8 * width * j;
  if (at(corners) > view.byteLength) throw new RangeError("a ring that is cut short");
  if (corners === 0) return at(0);
  // Relative to the first corner, so that places far from the origin lose no digits.
  const [x0, y0] = [view.getFloat64(at(0), little), view.getFloat64(at(0) + 8, little)];
  let [area, x, y, px, py] = [0, 0, 0, 0, 0];
  for (let j = 1; j < corners; j++) {
    const qx = view.getFloat64(at(j), little) - x0;
    const qy = view.getFloat64(at(j) + 8, little) - y0;
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
  return at(corners);
}
