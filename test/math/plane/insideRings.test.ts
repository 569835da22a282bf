import { describe, expect, test } from "vitest";
import { insideRings } from "../../../src/math/plane/insideRings.ts";

const square = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
] as const;

describe("a point is inside", () => {
  test("a concave line where its arm is, and not in its bay", () => {
    const inside = insideRings([
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [2, 1],
        [0, 4],
      ],
    ]);
    expect([inside(0.2, 3), inside(2, 3), inside(2, 0.5)]).toEqual([true, false, true]);
  });

  test("a ring, and not in a ring within it", () => {
    const hole = square.map(([x, y]) => [1 + x / 2, 1 + y / 2] as const);
    const inside = insideRings([square, hole]);
    expect([inside(0.5, 0.5), inside(2, 2), inside(5, 2)]).toEqual([true, false, false]);
  });

  test("exactly one of the squares of a tiling, also on their edges", () => {
    const tiles = [0, 4, 8].flatMap((dx) =>
      [0, 4].map((dy) => insideRings([square.map(([x, y]) => [x + dx, y + dy])])),
    );
    const points = [
      [4, 2],
      [4, 4],
      [8, 4],
      [6, 4],
      [1, 1],
    ];
    for (const [x, y] of points) expect(tiles.filter((inside) => inside(x, y))).toHaveLength(1);
  });
});

test("nowhere is inside no rings, and a missing position is nowhere", () => {
  expect(insideRings([])(0, 0)).toBe(false);
  expect(insideRings([square])(Number.NaN, 1)).toBe(false);
});
