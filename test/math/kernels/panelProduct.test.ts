import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { panelsOf, placeInPanel } from "../../../src/math/kernels/panelProduct.ts";

test.each([
  [1, 1, 1],
  [4, 8, 16],
  [7, 5, 33],
])("%i vectors with %i of %i elements give the dot products of plain code, bit by bit", (height, width, deep) => {
  const rng = createRandom(height);
  const draw = (count: number) =>
    Array.from({ length: count }, () => Float64Array.from({ length: deep }, () => rng.normal()));
  const [left, right] = [draw(height), draw(width)];
  const panels = panelsOf({ height, width, deep });
  left.forEach((vector, i) => {
    vector.forEach((value, t) => {
      panels.a[placeInPanel(i, t, deep)] = value;
    });
  });
  right.forEach((vector, i) => {
    vector.forEach((value, t) => {
      panels.b[placeInPanel(i, t, deep)] = value;
    });
  });
  const before = 0.25;
  for (let i = 0; i < height; i++) panels.out[i * panels.width] = before;
  panels.addProducts();
  left.forEach((a, i) => {
    right.forEach((b, j) => {
      const dot = a.reduce((sum, value, t) => sum + value * b[t], j === 0 ? before : 0);
      expect(panels.out[i * panels.width + j]).toBe(dot);
    });
  });
});

test("of one panel with itself, tiles above the diagonal are left out", () => {
  const panels = panelsOf({ height: 12, width: 12, deep: 1, same: true });
  for (let i = 0; i < 12; i++) panels.a[placeInPanel(i, 0, 1)] = i + 1;
  panels.addProducts();
  const at = (i: number, j: number) => panels.out[i * panels.width + j];
  expect(at(11, 2)).toBe(36);
  expect(at(5, 5)).toBe(36);
  expect(at(2, 11)).toBe(0);
});
