import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { createPointGrid, nearestPoint } from "../../src/view/pointGrid.ts";

const rng = createRandom(3);
const places = Float32Array.from({ length: 2 * 500 }, (_, at) =>
  at % 40 === 0 ? Number.NaN : 100 * rng.uniform() ** 2,
);
const grid = createPointGrid(places);

/** By looking at all of them. */
function plainNearest(x: number, y: number, reach: number, passes: (point: number) => boolean): number {
  let [nearest, least] = [-1, reach * reach];
  for (let i = 0; i < places.length / 2; i++) {
    const away = (places[2 * i] - x) ** 2 + (places[2 * i + 1] - y) ** 2;
    if (away < least && passes(i)) [nearest, least] = [i, away];
  }
  return nearest;
}

test.each([5, 30, Number.MAX_VALUE])("the nearest point within %d is that found by looking at all", (reach) => {
  for (let k = 0; k < 300; k++) {
    const at = { x: 160 * rng.uniform() - 30, y: 160 * rng.uniform() - 30 };
    const passes = (point: number) => k % 3 !== 0 || point % 2 === 0;
    expect(nearestPoint(grid, places, at, reach, passes)).toBe(plainNearest(at.x, at.y, reach, passes));
  }
});

test("points that are nowhere are never found, and a grid of none finds none", () => {
  expect([...grid.points].some((point) => Number.isNaN(places[2 * point]))).toBe(false);
  const none = Float32Array.of(Number.NaN, Number.NaN);
  expect(nearestPoint(createPointGrid(none), none, { x: 0, y: 0 }, Number.MAX_VALUE)).toBe(-1);
});

test("points in one place and on one line are found", () => {
  const one = Float32Array.of(5, 5, 5, 5);
  expect(nearestPoint(createPointGrid(one), one, { x: 6, y: 5 }, 2)).toBe(0);
  const line = Float32Array.from({ length: 200 }, (_, at) => (at % 2 === 0 ? at : 0));
  expect(nearestPoint(createPointGrid(line), line, { x: 101, y: 3 }, 50)).toBe(50);
});
