import { CellScapeError } from "../../core/errors.ts";
import { addRing, type CentroidSums, centroidOf, emptySums } from "../assembly/centroid.ts";
import { viewOf } from "../bytes/viewOf.ts";

const POINT = 1;
const POLYGON = 3;
const MULTI_POLYGON = 6;
const MULTI_POINT = 4;

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
  const sums = emptySums();
  try {
    addShape(view, 0, sums);
  } catch (cause) {
    if (cause instanceof CellScapeError) throw new CellScapeError(cause.code, `${where}: ${cause.message}`, { cause });
    const expected = "a shape in well-known binary";
    throw new CellScapeError("bad-file", `${where}: expected ${expected}, got one that is cut short`, { cause });
  }
  return centroidOf(sums);
}

/** Add a shape; the offset after it. */
function addShape(view: DataView, start: number, sums: CentroidSums): number {
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
    at = kind === POLYGON ? addRingAt(view, at, { sums, little, width, hole: part > 0 }) : addShape(view, at, sums);
  }
  return at;
}

interface Ring {
  readonly sums: CentroidSums;
  readonly little: boolean;
  readonly width: number;
  readonly hole: boolean;
}

/** Add a ring; the offset after it. */
function addRingAt(view: DataView, start: number, { sums, little, width, hole }: Ring): number {
  const corners = view.getUint32(start, little);
  const at = (j: number) => start + 4 + 8 * width * j;
  if (at(corners) > view.byteLength) throw new RangeError("a ring that is cut short");
  const corner = (j: number): [number, number] => [view.getFloat64(at(j), little), view.getFloat64(at(j) + 8, little)];
  addRing(sums, { corners, corner, hole });
  return at(corners);
}
