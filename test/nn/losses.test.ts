import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { evaluate } from "../../src/engine/reference.ts";
import { type Comparison, contrastiveLoss, scaledCosineError, scaledCosineErrorOfDense } from "../../src/nn/losses.ts";
import { gradients } from "../../src/tensor/grad.ts";
import { add, matmul } from "../../src/tensor/ops.ts";
import { size } from "../../src/tensor/shape.ts";
import { constant, input, type Tensor } from "../../src/tensor/tensor.ts";

const rng = createRandom(0);
const normals = (...shape: number[]) => Float64Array.from({ length: size(shape) }, () => rng.normal());
const fixed = (values: ArrayLike<number>, ...shape: number[]) => constant(values, shape);

/** Largest difference between a loss's gradient and central differences, over the largest slope. */
function gradientError(loss: Tensor, inputs: readonly Tensor[], feeds: Record<string, Float64Array>): number {
  const step = 1e-5;
  const slopes = evaluate(gradients(loss, inputs), (name) => feeds[name]);
  let [apart, largest] = [0, 0];
  inputs.forEach((x, i) => {
    const name = String(x.attributes.name);
    slopes[i].forEach((slope, e) => {
      const at = (shift: number) => {
        const moved = feeds[name].with(e, feeds[name][e] + shift);
        return evaluate([loss], (other) => (other === name ? moved : feeds[other]))[0][0];
      };
      apart = Math.max(apart, Math.abs(slope - (at(step) - at(-step)) / (2 * step)));
      largest = Math.max(largest, Math.abs(slope));
    });
  });
  return apart / largest;
}

/** Four cells in a chain and one alone; cells 0, 1, 2 and the lonely 4 are anchors. */
const chain: Comparison = {
  anchors: constant([0, 1, 2, 4], [4], "int32"),
  anchorUsers: constant([0, 1, 2, 4, 3], [5, 1], "int32"),
  candidates: constant([0, 1, 2, 3, 0], [5], "int32"),
  candidateUsers: constant([0, 1, 2, 3, 5], [5, 1], "int32"),
  multiplicity: constant([1, 2, 1, 1, 0], [5]),
  positives: constant([1, 0, 0, 2, 1, 3, 0, 0], [4, 2], "int32"),
  positiveUsers: constant([2, 8, 0, 4, 3, 8, 5, 8, 8, 8], [5, 2], "int32"),
  isPositive: constant([1, 0, 1, 1, 1, 1, 0, 0], [4, 2]),
  connected: constant([1, 1, 1, 0], [4]),
};

/** The formula, cell by cell. */
function contrast(z: Float64Array, d: number, tau: number): number {
  const near = [[1], [0, 2], [1, 3], [2], []];
  const unit = (i: number) => {
    const row = [...z.subarray(i * d, (i + 1) * d)];
    return row.map((value) => value / Math.hypot(...row));
  };
  const similar = (i: number, j: number) => unit(i).reduce((total, value, u) => total + value * unit(j)[u], 0);
  const weight = (i: number, j: number) => Math.exp((similar(i, j) - 1) / tau);
  const total = (i: number, cells: readonly number[]) => cells.reduce((sofar, j) => sofar + weight(i, j), 0);
  const allCells = [0, 1, 2, 4].flatMap((i) => near[i]);
  return [0, 1, 2].reduce((sofar, i) => sofar - Math.log(total(i, near[i]) / total(i, allCells)) / 3, 0);
}

describe("the contrastive loss", () => {
  test.each([0.5, 0.06, 0.04, 0.005])("is its formula at temperature %d, and leaves lonely anchors out", (tau) => {
    const z = normals(5, 3);
    const [[loss]] = evaluate([contrastiveLoss(input("z", [5, 3]), chain, tau)], () => z);
    expect(loss).toBeCloseTo(contrast(z, 3, tau), 10);
  });

  test.each([0.5, 0.04])("has the slope of its differences at temperature %d", (tau) => {
    const z = input("z", [5, 3]);
    expect(gradientError(contrastiveLoss(z, chain, tau), [z], { z: normals(5, 3) })).toBeLessThan(1e-7);
  });
});

describe("the scaled cosine error", () => {
  const truth = { x: fixed(normals(4, 6), 4, 6), lengths: constant([1, 2, 3, 4]) };
  const feeds = { h: normals(4, 2), weight: normals(2, 6), bias: normals(6) };
  const [h, weight, bias] = [input("h", [4, 2]), input("weight", [2, 6]), input("bias", [6])];

  test.each([1, 2, 3, 2.5])("has the slope of its differences at gamma %d", (gamma) => {
    const y = input("y", [4, 6]);
    expect(gradientError(scaledCosineError(truth, y, gamma), [y], { y: normals(4, 6) })).toBeLessThan(1e-7);
  });

  test("is 0 where the direction is right, whatever the length, and 8 where it is opposite", () => {
    const x = constant([3, 4], [1, 2]);
    const lengths = constant([5]);
    const losses = [
      scaledCosineError({ x, lengths }, constant([30, 40], [1, 2]), 3),
      scaledCosineError({ x, lengths }, constant([-3, -4], [1, 2]), 3),
    ];
    const [[same], [opposite]] = evaluate(losses, () => new Float64Array(0));
    expect([same, opposite]).toEqual([expect.closeTo(0, 12), expect.closeTo(8, 12)]);
  });

  test("of a dense layer is the same without its outputs, slopes too", () => {
    const long = scaledCosineError(truth, add(matmul(h, weight), bias), 3);
    const short = scaledCosineErrorOfDense(truth, { h, weight, bias }, 3);
    const wrt = [h, weight, bias];
    const all = [long, short].map((loss) => evaluate([loss, ...gradients(loss, wrt)], (name) => feeds[name as "h"]));
    all[0].forEach((values, i) => {
      values.forEach((value, e) => {
        expect(all[1][i][e]).toBeCloseTo(value, 12);
      });
    });
    expect(gradientError(short, wrt, feeds)).toBeLessThan(1e-7);
  });

  test("of a reconstruction of zeros is finite, and so is its slope", () => {
    const y = input("y", [4, 6]);
    const loss = scaledCosineError(truth, y, 3);
    for (const values of evaluate([loss, ...gradients(loss, [y])], () => new Float64Array(24))) {
      expect(values.every(Number.isFinite)).toBe(true);
    }
  });
});
