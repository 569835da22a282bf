import type { OutlinePolygon } from "../spatial/outlines.ts";

/** Well-known binary, little-endian. @see OGC Simple Features, 8.2 */
const POINT = 1;
const POLYGON = 3;
const MULTI_POLYGON = 6;
const HEADER = 5;

/** A point as well-known binary, 21 bytes. */
export function wkbPoint(x: number, y: number): Uint8Array {
  const bytes = new Uint8Array(HEADER + 16);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 1);
  view.setUint32(1, POINT, true);
  view.setFloat64(HEADER, x, true);
  view.setFloat64(HEADER + 8, y, true);
  return bytes;
}

/** Polygons as one MultiPolygon. */
export function wkbPolygons(polygons: readonly OutlinePolygon[]): Uint8Array {
  const rings = polygons.map(({ outer, holes }) => [outer, ...holes]);
  const size = rings.reduce(
    (sum, each) => sum + HEADER + 4 + each.reduce((points, ring) => points + 4 + 16 * ring.length, 0),
    HEADER + 4,
  );
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const count = (value: number) => {
    view.setUint32(at, value, true);
    at += 4;
  };
  const header = (type: number, parts: number) => {
    view.setUint8(at++, 1);
    count(type);
    count(parts);
  };
  header(MULTI_POLYGON, rings.length);
  for (const polygon of rings) {
    header(POLYGON, polygon.length);
    for (const ring of polygon) {
      count(ring.length);
      for (const [x, y] of ring) {
        view.setFloat64(at, x, true);
        view.setFloat64(at + 8, y, true);
        at += 16;
      }
    }
  }
  return bytes;
}
