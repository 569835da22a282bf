import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { evaluate } from "../../src/engine/reference.ts";
import { drawPairs, pairRows, planPairs } from "../../src/nn/pairs.ts";
import { gradients } from "../../src/tensor/grad.ts";
import { multiply, subtract, sum } from "../../src/tensor/ops.ts";
import { input } from "../../src/tensor/tensor.ts";

test("there are whole rounds of all cells, or one round of some", () => {
  expect(planPairs(10, 34)).toEqual({ cells: 10, rounds: 3, size: 10 });
  expect(planPairs(10, 4)).toEqual({ cells: 10, rounds: 1, size: 4 });
});

test.each([4, 5, 15])("%d pairs of five cells are those that are fed, slopes too", (count) => {
  const plan = planPairs(5, count);
  const feeds = drawPairs(plan, createRandom(count));
  const x = input("x", [5, 1]);
  const { first, second } = pairRows(x, plan);
  const apart = subtract(first, second);
  const loss = sum(multiply(apart, apart));
  const values = Float64Array.of(1, 2, 4, 8, 16);
  const given: Record<string, Float64Array> = { x: values };
  for (const [name, feed] of Object.entries(feeds)) given[name] = Float64Array.from(feed);
  const [found, slope] = evaluate([loss, ...gradients(loss, [x])], (name) => given[name]);
  let expected = 0;
  const slopes = [0, 0, 0, 0, 0];
  feeds.second.forEach((b, at) => {
    const a = feeds.first[at % plan.size];
    expected += (values[a] - values[b]) ** 2;
    slopes[a] += 2 * (values[a] - values[b]);
    slopes[b] -= 2 * (values[a] - values[b]);
  });
  expect(found[0]).toBeCloseTo(expected, 8);
  expect(Array.from(slope)).toEqual(slopes.map((value) => expect.closeTo(value, 8)));
});

test("every pair is drawn about as often as any other", () => {
  const plan = planPairs(3, 2);
  const seen = new Map<string, number>();
  for (let seed = 0; seed < 900; seed++) {
    const { first, second } = drawPairs(plan, createRandom(seed));
    first.forEach((a, at) => {
      seen.set(`${a}${second[at]}`, (seen.get(`${a}${second[at]}`) ?? 0) + 1);
    });
  }
  expect(seen.size).toBe(9);
  // Four standard deviations of 1,800 draws of nine.
  for (const [pair, times] of seen) expect(Math.abs(times - 200), pair).toBeLessThan(4 * Math.sqrt(200));
});
