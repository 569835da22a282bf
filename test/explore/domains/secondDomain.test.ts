import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { secondDomain } from "../../../src/explore/domains/secondDomain.ts";

const rng = createRandom(2);
const centers = [0, 4, 10];
const n = 600;
const codes = Int32Array.from({ length: n }, (_, i) => i % 3);
const values = Float32Array.from(
  { length: 2 * n },
  (_, at) => (at % 2 === 0 ? centers[codes[at >> 1]] : 0) + rng.normal() * 0.5,
);
const domains = { codes, categories: ["a", "b", "c"] };
const embedding = { rows: n, columns: 2, values };

/** Log density of a normal distribution in each dimension, by its formula. */
function plainSecond(i: number): number {
  const scores = domains.categories.map((_, k) => {
    if (k === codes[i]) return Number.NEGATIVE_INFINITY;
    const members = [...codes.keys()].filter((each) => codes[each] === k);
    let score = Math.log(members.length / n);
    for (const j of [0, 1]) {
      const own = members.map((each) => values[2 * each + j]);
      const mean = own.reduce((a, b) => a + b, 0) / own.length;
      const variance = own.reduce((a, b) => a + (b - mean) ** 2, 0) / own.length;
      score -= (values[2 * i + j] - mean) ** 2 / (2 * variance) + Math.log(variance) / 2;
    }
    return score;
  });
  return scores.indexOf(Math.max(...scores));
}

test("the second likeliest domain is that of the highest density among the others", () => {
  const found = secondDomain(domains, embedding);
  for (let i = 0; i < n; i++) expect(found[i]).toBe(plainSecond(i));
  expect([...found].filter((code, i) => codes[i] === 0 && code === 1).length).toBeGreaterThan(190);
});

test("cells without a domain or an embedding have none, nor has the only domain", () => {
  const own = codes.slice();
  own[0] = -1;
  const missing = { ...embedding, values: values.slice() };
  missing.values[2] = Number.NaN;
  missing.values[3] = Number.NaN;
  const found = secondDomain({ ...domains, codes: own }, missing);
  expect([found[0], found[1]]).toEqual([-1, -1]);
  expect(found[2]).toBeGreaterThanOrEqual(0);
  expect(new Set(secondDomain({ codes: new Int32Array(n), categories: ["a"] }, embedding))).toEqual(new Set([-1]));
});
