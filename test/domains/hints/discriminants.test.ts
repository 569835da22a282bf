import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import {
  classifyRows,
  discriminantsOf,
  discriminateInto,
  type LeadingRows,
  outerProducts,
} from "../../../src/domains/hints/discriminants.ts";

const rng = createRandom(3);
const labels = Int32Array.from({ length: 60 }, (_, i) => i % 3);
const points: LeadingRows = {
  ...{ rows: 60, stride: 3, used: 2 },
  values: Float32Array.from(
    { length: 180 },
    (_, at) => rng.normal() + 3 * (labels[Math.floor(at / 3)] === at % 3 ? 1 : 0),
  ),
};
const rows = Uint32Array.from(labels.keys());

function momentsOf() {
  const sizes = new Float64Array(3);
  const sums = new Float64Array(6);
  labels.forEach((k, i) => {
    sizes[k]++;
    for (let u = 0; u < 2; u++) sums[2 * k + u] += points.values[3 * i + u];
  });
  return { sizes, sums, products: outerProducts(points, rows) };
}

test("differences of discriminants are those of log densities with the covariance within clusters", () => {
  const { sizes, sums, products } = momentsOf();
  const fit = discriminantsOf({ sizes, sums, products }, 0);
  const mean = (k: number, u: number) => sums[2 * k + u] / sizes[k];
  const within = [0, 0, 0];
  labels.forEach((k, i) => {
    const [x, y] = [points.values[3 * i] - mean(k, 0), points.values[3 * i + 1] - mean(k, 1)];
    within[0] += (x * x) / 60;
    within[1] += (x * y) / 60;
    within[2] += (y * y) / 60;
  });
  const [a, b, c] = within;
  const density = (k: number, i: number) => {
    const [x, y] = [points.values[3 * i] - mean(k, 0), points.values[3 * i + 1] - mean(k, 1)];
    return Math.log(sizes[k] / 60) - (c * x * x - 2 * b * x * y + a * y * y) / (2 * (a * c - b * b));
  };
  const out = new Float64Array(3);
  for (let i = 0; i < 60; i++) {
    discriminateInto(out, fit, points, i);
    expect(out[1] - out[0]).toBeCloseTo(density(1, i) - density(0, i), 6);
    expect(out[2] - out[0]).toBeCloseTo(density(2, i) - density(0, i), 6);
  }
});

test("a cluster without points never wins", () => {
  const { sizes, sums, products } = momentsOf();
  sizes[1] = 0;
  sums.fill(0, 2, 4);
  expect(classifyRows(discriminantsOf({ sizes, sums, products }, 0.01), points)).not.toContain(1);
});
