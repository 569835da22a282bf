import { describe, expect, test } from "vitest";
import { nativeEngine } from "../../src/engine/node.ts";
import { evaluate } from "../../src/engine/reference.ts";
import { divergenceFromStandard, zeroInflatedLikelihood } from "../../src/nn/zeroInflated.ts";
import { gradients } from "../../src/tensor/grad.ts";
import { sum } from "../../src/tensor/ops.ts";
import { input } from "../../src/tensor/tensor.ts";

const counts = [0, 1, 3, 250, 10_000];
const thetas = [1e-3, 0.05, 1, 30, 1e4];
const means = [1e-3, 0.7, 12, 900, 9000];
const logits = [-4, 0, 3];
const cases = counts.flatMap((x) => thetas.flatMap((theta) => means.map((mean) => ({ x, theta, mean }))));
const all = cases.flatMap((each) => logits.map((zero) => ({ ...each, zero })));
const p = all.length;

const inputs = { mean: input("mean", [1, p]), logDispersion: input("logDispersion", [p]), zero: input("zero", [1, p]) };
const feeds: Readonly<Record<string, Float64Array>> = {
  x: Float64Array.from(all, ({ x }) => x),
  mean: Float64Array.from(all, ({ mean }) => mean),
  logDispersion: Float64Array.from(all, ({ theta }) => Math.log(theta)),
  zero: Float64Array.from(all, ({ zero }) => zero),
};
const likelihood = sum(zeroInflatedLikelihood(input("x", [1, p]), inputs));

/** log Gamma(x + theta) - log Gamma(theta) for whole x, as a sum of logarithms. */
const rising = (theta: number, x: number) => {
  let total = 0;
  for (let k = 0; k < x; k++) total += Math.log(theta + k);
  return total;
};

/** From probabilities: pi + (1 - pi) NB(0), and (1 - pi) NB(x) but for x!. */
function direct({ x, theta, mean, zero }: (typeof all)[number]): number {
  const share = 1 / (1 + Math.exp(-zero));
  const none = theta * Math.log(theta / (theta + mean));
  if (x === 0) return Math.log(share + (1 - share) * Math.exp(none));
  return Math.log(1 - share) + none + x * Math.log(mean / (theta + mean)) + rising(theta, x);
}

describe("the zero-inflated negative binomial, for dispersions of 1e-3 to 1e4 and counts of 0 to 1e4", () => {
  test("has the likelihood of its probabilities", () => {
    for (const each of all) {
      const single = { ...inputs, mean: input("mean", [1, 1]), zero: input("zero", [1, 1]) };
      const of = zeroInflatedLikelihood(input("x", [1, 1]), { ...single, logDispersion: input("logDispersion", [1]) });
      const values: Record<string, number> = { ...each, logDispersion: Math.log(each.theta) };
      const [[found]] = evaluate([of], (name) => Float64Array.of(values[name]));
      const expected = direct(each);
      expect(Math.abs(found - expected), JSON.stringify(each)).toBeLessThan(2e-5 * (1 + Math.abs(expected)));
    }
  });

  test("has the slopes of differences, on ONNX Runtime too", async () => {
    const names = Object.keys(inputs) as (keyof typeof inputs)[];
    const slopes = gradients(
      likelihood,
      names.map((name) => inputs[name]),
    );
    const exact = evaluate(slopes, (name) => feeds[name]);
    const native = await (await nativeEngine({ threads: 1 })).compile(
      Object.fromEntries(names.map((name, at) => [name, slopes[at]])),
    );
    const found = await native.run(
      Object.fromEntries(Object.entries(feeds).map(([name, values]) => [name, Float32Array.from(values)])),
    );
    await native.release();
    all.forEach((each, e) => {
      const at = (name: string, value: number) =>
        direct({
          ...each,
          ...(name === "logDispersion" ? { theta: Math.exp(value) } : { [name]: value }),
        });
      names.forEach((name, k) => {
        const value = feeds[name][e];
        const step = name === "mean" ? 1e-4 * value : 1e-4;
        const difference = (at(name, value + step) - at(name, value - step)) / (2 * step);
        const what = `${name} of ${JSON.stringify(each)}`;
        expect(Math.abs(exact[k][e] - difference), what).toBeLessThan(1e-3 * (1 + Math.abs(difference)));
        // In single precision: theta times a difference of logarithms, and Gamma functions of up to 2e4.
        const rounding = each.theta / 100 + (name === "logDispersion" ? each.x + each.theta : 0);
        const scale = 1 + Math.abs(difference) + rounding;
        expect(Math.abs(found[name][e] - exact[k][e]), what).toBeLessThan(1e-4 * scale);
      });
    });
  });
});

test("the divergence from the standard normal is 0 for itself and 0.5 (v + m^2 - 1 - log v) elsewhere", () => {
  const divergence = divergenceFromStandard(input("mean", [2, 2]), input("variance", [2, 2]));
  const values: Readonly<Record<string, Float64Array>> = {
    mean: Float64Array.of(0, 0, 1, -2),
    variance: Float64Array.of(1, 1, 0.5, 3),
  };
  const [found] = evaluate([divergence], (name) => values[name]);
  expect(found[0]).toBeCloseTo(0, 12);
  expect(found[1]).toBeCloseTo(0.5 * (0.5 + 1 - 1 - Math.log(0.5) + 3 + 4 - 1 - Math.log(3)), 12);
});
