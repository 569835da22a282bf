import { expect, test } from "vitest";
import { attractionTable } from "../../../src/analyses/umap/umapCurveTable.ts";

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

test.each([
  { a: 0.583, b: 1.334 },
  { a: 1.577, b: 0.895 },
  { a: 0.015, b: 1.9 },
])("forces of a = $a, b = $b are within 1e-4 of the formulas, at all distances that occur", ({ a, b }) => {
  const { attraction, repulsion, firstPlace, lastPlace } = attractionTable({ a, b });
  for (let x = 1e-8; x < 1e6; x *= 1.0173) {
    float[0] = x;
    const place = (bits[0] >>> 16) - firstPlace;
    const way = (bits[0] & 0xffff) / 65536;
    expect(place).toBeGreaterThanOrEqual(0);
    expect(place).toBeLessThanOrEqual(lastPlace);
    const at = (table: Float32Array) => table[place] + way * (table[place + 1] - table[place]);
    const rounded = float[0];
    const pull = (2 * a * b * rounded ** (b - 1)) / (1 + a * rounded ** b);
    const push = (2 * b) / ((0.001 + rounded) * (1 + a * rounded ** b));
    expect(Math.abs(at(attraction) / pull - 1), `pull at ${x}`).toBeLessThan(1e-4);
    expect(Math.abs(at(repulsion) / push - 1), `push at ${x}`).toBeLessThan(1e-4);
  }
});
