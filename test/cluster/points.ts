import { createRandom } from "../../src/core/random.ts";
import type { Matrix } from "../../src/data/matrix.ts";

/** n points around k centres, in turn: point i belongs to centre i % k. Distance between centres is about 4. */
export function blobs(n: number, d: number, { k = 3, spread = 0.5, seed = 1 } = {}): Matrix {
  const rng = createRandom(seed);
  const centres = Float64Array.from({ length: k * d }, () => 4 * rng.normal());
  const values = new Float64Array(n * d);
  for (let at = 0; at < n * d; at++) {
    values[at] = centres[(Math.floor(at / d) % k) * d + (at % d)] + spread * rng.normal();
  }
  return { rows: n, columns: d, values };
}

/** The centre of each point of `blobs`. */
export function members(n: number, k = 3): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => i % k);
}

/** How many different labels occur. */
export function countLabels(labels: Int32Array): number {
  return new Set(labels).size;
}
