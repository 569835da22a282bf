import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { placeCells } from "../../src/simulate/positions.ts";

const nearest = ({ positions }: ReturnType<typeof placeCells>) => {
  const n = positions.length / 2;
  return Array.from({ length: n }, (_, i) =>
    Math.min(
      ...Array.from({ length: n }, (_, j) =>
        i === j
          ? Infinity
          : Math.hypot(positions[2 * i] - positions[2 * j], positions[2 * i + 1] - positions[2 * j + 1]),
      ),
    ),
  );
};

describe("regular layouts", () => {
  test.each(["grid", "square"] as const)("on a %s every cell has its nearest one spacing away", (layout) => {
    for (const distance of nearest(placeCells(90, layout, 50, createRandom(1)))) expect(distance).toBeCloseTo(50, 9);
  });

  test("every other row of a hexagonal grid is half a spacing to the right", () => {
    const { positions } = placeCells(100, "grid", 10, createRandom(1));
    expect(new Set(Array.from({ length: 100 }, (_, i) => positions[2 * i] % 10)).size).toBe(2);
  });
});

test("irregular cells do not lie on each other, and all distances differ", () => {
  const distances = nearest(placeCells(90, "irregular", 15, createRandom(1)));
  expect(Math.min(...distances)).toBeGreaterThan(0);
  expect(new Set(distances.map((each) => each.toFixed(6))).size).toBeGreaterThan(40);
});

test("the extent is nearly square and holds every cell", () => {
  for (const layout of ["irregular", "grid", "square"] as const) {
    const { positions, width, height } = placeCells(500, layout, 20, createRandom(2));
    expect(width / height).toBeGreaterThan(0.8);
    expect(width / height).toBeLessThan(1.25);
    for (let i = 0; i < 500; i++) {
      expect(positions[2 * i]).toBeLessThanOrEqual(width);
      expect(positions[2 * i + 1]).toBeLessThanOrEqual(height);
    }
  }
});

test("one cell has an extent of one spacing at least", () => {
  expect(placeCells(1, "square", 30, createRandom(1))).toMatchObject({ width: 45, height: 30 });
});
