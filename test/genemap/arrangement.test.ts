import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { arrange, distortion, exchange, exchangeGain, exchangeGains } from "../../src/genemap/arrangement.ts";

function example(p: number) {
  const rng = createRandom(p);
  const symmetric = () => {
    const values = new Float32Array(p * p);
    for (let a = 0; a < p; a++) for (let b = 0; b < a; b++) values[a * p + b] = values[b * p + a] = rng.uniform();
    return values;
  };
  return arrange(
    symmetric(),
    symmetric(),
    Int32Array.from({ length: p }, (_, at) => at),
  );
}

test.each([6, 7])("of %i places, an exchange lowers the distortion by its gain", (p) => {
  const arrangement = example(p);
  const before = distortion(arrangement);
  const gain = exchangeGain(arrangement, 1, 4);
  exchange(arrangement, 1, 4);
  expect(before - distortion(arrangement)).toBeCloseTo((4 * gain) / p ** 2, 6);
});

test.each([6, 7])("of %i places, gains of several exchanges are those of each, bit by bit", (p) => {
  const arrangement = example(p);
  const gains = new Float64Array(4);
  exchangeGains(arrangement, 2, Int32Array.of(0, 5, 3, 3), gains);
  expect([...gains]).toEqual([0, 5, 3, 3].map((b) => exchangeGain(arrangement, 2, b)));
});
