import { expect, test } from "vitest";
import { linearScoresInto } from "../../../src/cluster/mixture/linearScores.ts";
import { createRandom } from "../../../src/core/random.ts";

test.each([
  [1, 3, 5],
  [2, 4, 1],
  [5, 3, 2],
  [7, 9, 6],
  [8, 11, 15],
  [4099, 3, 2],
])("%i cells have the scores of %i components in %i dimensions, bit by bit", (n, c, d) => {
  const rng = createRandom(n);
  const drawn = (length: number) => Float64Array.from({ length }, () => rng.normal());
  const [points, slopes, offsets, out] = [drawn(n * d), drawn(c * d), drawn(c), new Float64Array(n * c)];
  linearScoresInto(points, { slopes, offsets }, d, { values: out, width: c });
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < c; k++) {
      let sum = offsets[k];
      for (let u = 0; u < d; u++) sum += points[i * d + u] * slopes[k * d + u];
      expect(out[i * c + k]).toBe(sum);
    }
  }
});
