import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { type ExactSum, emptySum, exactSum, mergeSums, sumOf } from "../../../src/math/exact/exactSum.ts";

const random = createRandom(7);
/** Log expression, its squares in float32's 48 bits, and tiny values of both signs. */
const values = Array.from({ length: 3000 }, (_, i) => {
  const value = Math.fround(Math.log1p(20 * random.uniform()));
  return i % 3 === 0 ? value : i % 3 === 1 ? value * value : (random.uniform() - 0.5) * 2 ** -30;
});
const shuffled = <T>(list: readonly T[]) => Array.from(random.permutation(list.length), (i) => list[i]);
/** The same sum over whole numbers of any size: multiples of 2^-40. */
const expected = values.reduce((sum, value) => sum + BigInt(Math.round(value * 2 ** 40)), 0n);

/** A sum in multiples of 2^-40. */
const unitsOf = ({ high, low }: ExactSum) => BigInt(high * 2 ** 17) * 2n ** 23n + BigInt(low * 2 ** 40);

test("100 random orders and groupings give the same parts, equal to the sum of whole numbers", () => {
  const once = exactSum(values);
  expect(unitsOf(once)).toBe(expected);
  for (let round = 0; round < 100; round++) {
    const order = shuffled(values);
    const groups: ExactSum[] = [];
    for (let from = 0; from < order.length; ) {
      const to = from + 1 + Math.floor(random.uniform() * 400);
      groups.push(exactSum(order.slice(from, to)));
      from = to;
    }
    expect(shuffled(groups).reduce(mergeSums, emptySum)).toEqual(once);
  }
});

test("plain float64 sums of these values depend on the order, so that the test can fail", () => {
  const sums = Array.from({ length: 20 }, () => shuffled(values).reduce((sum, value) => sum + value, 0));
  expect(new Set(sums).size).toBeGreaterThan(1);
});

test("the sum as one number is that of the whole numbers, rounded once", () => {
  expect(sumOf(exactSum(values))).toBe(Number(expected) / 2 ** 40);
});

test("small negative values sum exactly", () => {
  expect(unitsOf(exactSum([-(2 ** -40), -3.25, 2 ** -40, 1e-20]))).toBe(-(13n * 2n ** 38n));
});

/** Just below the bound. */
const almost: ExactSum = { high: 0, low: 0, count: 2 ** 20, size: 2 ** 36 - 2 };

test.each([
  ["a value that is not finite", () => exactSum([1, Number.NaN])],
  ["infinity", () => exactSum([Number.POSITIVE_INFINITY])],
  ["a value from 2^13 on", () => exactSum([2 ** 13])],
  ["values that add up to 2^36", () => mergeSums(almost, { high: 4, low: 0, count: 1, size: 4 })],
  ["more than 2^30 values", () => mergeSums({ high: 0, low: 0, count: 2 ** 30 - 1, size: 0 }, exactSum([0]))],
])("%s is refused instead of summed inexactly", (_, sum) => {
  expect(sum).toThrow(/exact sum: expected values below 2\^13/);
});

test("just below the bound a sum is taken", () => {
  expect(mergeSums(almost, { high: 1, low: 0, count: 1, size: 1 }).size).toBe(2 ** 36 - 1);
  expect(exactSum([2 ** 13 - 1]).high).toBe(2 ** 13 - 1);
});
