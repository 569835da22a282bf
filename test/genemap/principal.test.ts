import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { principalCoordinates } from "../../src/genemap/principal.ts";

test("points on a line come back in their order, with nothing across it", () => {
  const at = [0, 1, 4, 9, 10];
  const p = at.length;
  // Squared distances, as 1 - r is one.
  const distance = Float32Array.from({ length: p * p }, (_, e) => (at[Math.floor(e / p)] - at[e % p]) ** 2);
  const [first, second] = principalCoordinates(distance, createRandom(1));
  const mean = at.reduce((sum, x) => sum + x, 0) / p;
  const length = Math.hypot(...at.map((x) => x - mean));
  const sign = Math.sign(first[p - 1]);
  at.forEach((x, u) => {
    expect(sign * first[u]).toBeCloseTo((x - mean) / length, 4);
  });
  // The second explains rounding at most, and is orthogonal to the first.
  expect(first.reduce((sum, x, u) => sum + x * second[u], 0)).toBeCloseTo(0, 3);
});

test("the first coordinate is that of the wider side of a rectangle", () => {
  const corners = [
    [0, 0],
    [6, 0],
    [0, 2],
    [6, 2],
  ];
  const distance = Float32Array.from({ length: 16 }, (_, e) => {
    const [[ax, ay], [bx, by]] = [corners[e >> 2], corners[e & 3]];
    return (ax - bx) ** 2 + (ay - by) ** 2;
  });
  const [first, second] = principalCoordinates(distance, createRandom(2));
  expect(first[0]).toBeCloseTo(first[2], 5);
  expect(second[0]).toBeCloseTo(second[1], 5);
  expect(Math.sign(first[0])).toBe(-Math.sign(first[1]));
});

test("genes at one place have no coordinates", () => {
  const [first, second] = principalCoordinates(new Float32Array(9), createRandom(1));
  expect([...first, ...second]).toEqual(new Array(6).fill(0));
});
