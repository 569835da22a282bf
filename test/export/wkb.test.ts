import { expect, test } from "vitest";
import { wkbPoint, wkbPolygons } from "../../src/export/wkb.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

test("a point is what PostGIS writes of POINT(1 2)", () => {
  expect(hex(wkbPoint(1, 2))).toBe("0101000000000000000000f03f0000000000000040");
});

test("polygons are one MultiPolygon, each with its outer ring and then its holes", () => {
  const outer = [
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 0],
  ] as const;
  const hole = [
    [1, 1],
    [2, 1],
    [2, 2],
    [1, 1],
  ] as const;
  const bytes = wkbPolygons([
    { outer, holes: [hole] },
    { outer, holes: [] },
  ]);
  const view = new DataView(bytes.buffer);
  expect([view.getUint8(0), view.getUint32(1, true), view.getUint32(5, true)]).toEqual([1, 6, 2]);
  // The first polygon: byte order, kind 3, two rings, four points, then x and y.
  expect([view.getUint8(9), view.getUint32(10, true), view.getUint32(14, true), view.getUint32(18, true)]).toEqual([
    1, 3, 2, 4,
  ]);
  expect(view.getFloat64(22 + 16, true)).toBe(4);
  expect(view.getUint32(22 + 64, true)).toBe(4);
  expect(view.getFloat64(22 + 64 + 4, true)).toBe(1);
  expect(bytes.length).toBe(9 + (9 + 2 * (4 + 64)) + (9 + 4 + 64));
});

test("no polygon is an empty MultiPolygon", () => {
  expect(hex(wkbPolygons([]))).toBe("010600000000000000");
});
