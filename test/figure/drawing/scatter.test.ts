import { expect, test } from "vitest";
import { MOST_VECTORS, mapScale, scatter } from "../../../src/figure/drawing/scatter.ts";
import { dotsOf, hexagons, squares } from "../sample.ts";

const colors = ["#111111", "#222222"];

test("distances keep their ratio", () => {
  const xy = [0, 0, 300, 0, 0, 100];
  const dots = dotsOf(scatter(xy, [0, 0, 0], colors, mapScale([xy], 200)).svg);
  const across = dots[1][0] - dots[0][0];
  const down = dots[2][1] - dots[0][1];
  // Dots are rounded to hundredths of a px.
  expect(across / down).toBeCloseTo(3, 2);
});

test("y grows downwards, or upwards on request", () => {
  const xy = [0, 0, 0, 10];
  const options = { pxPerUnit: 1, radius: 1 };
  const [first, second] = dotsOf(scatter(xy, [0, 0], colors, options).svg);
  expect(second[1]).toBeGreaterThan(first[1]);
  const [low, high] = dotsOf(scatter(xy, [0, 0], colors, { ...options, yDown: false }).svg);
  expect(high[1]).toBeLessThan(low[1]);
});

test("all dots lie within the block", () => {
  const xy = hexagons(13, 7);
  const scale = mapScale([xy], 300);
  const { svg, width, height } = scatter(xy, new Uint8Array(91), colors, scale);
  for (const [x, y] of dotsOf(svg)) {
    expect(x).toBeGreaterThanOrEqual(scale.radius - 0.01);
    expect(x).toBeLessThanOrEqual(width - scale.radius + 0.01);
    expect(y).toBeGreaterThanOrEqual(scale.radius - 0.01);
    expect(y).toBeLessThanOrEqual(height - scale.radius + 0.01);
  }
});

test("dots of a lattice touch their neighbours", () => {
  const xy = hexagons(30, 30);
  const { pxPerUnit, radius } = mapScale([xy], 440);
  expect((2 * radius) / (100 * pxPerUnit)).toBeCloseTo(1.03, 4);
});

test("panels share the scale of the largest", () => {
  const [small, large] = [hexagons(5, 5), hexagons(20, 20)];
  expect(mapScale([small, large], 300)).toEqual(mapScale([large], 300));
});

test("20,000 points are vectors, one more is an image of at most three pixels a px", () => {
  const vectors = scatter(squares(MOST_VECTORS), new Uint8Array(MOST_VECTORS), colors, { pxPerUnit: 1, radius: 0.5 });
  expect(dotsOf(vectors.svg)).toHaveLength(MOST_VECTORS);
  const n = MOST_VECTORS + 1;
  const { svg } = scatter(squares(n), new Uint8Array(n), colors, { pxPerUnit: 1, radius: 0.5 });
  expect(svg).toMatch(/^<image [^>]*href="data:image\/png;base64,/);
  expect(dotsOf(svg)).toHaveLength(0);
});

test("0, 1, 2 and coinciding points are drawn", () => {
  for (const xy of [[], [5, 5], [1, 2, 3, 4], [7, 7, 7, 7, 7, 7]]) {
    const n = xy.length / 2;
    const { svg, width, height } = scatter(xy, new Uint8Array(n), colors, mapScale([xy], 100));
    expect(dotsOf(svg)).toHaveLength(n);
    expect(width).toBeGreaterThan(0);
    expect(height).toBeGreaterThan(0);
  }
});
