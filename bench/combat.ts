// Peak memory and CPU time of ComBat, scaling and components of corrected expression, on random sparse cells.
//
// Run: npx tsc -p tsconfig.json --noEmit false --outDir dist/bench && node dist/bench/bench/combat.js [cells] [genes] [share]
//
// The expression itself is part of the peak; the last line says how much of it is.

import { createRandom } from "../src/core/random.ts";
import { principalComponents } from "../src/math/linearAlgebra/pca.ts";
import { combat } from "../src/preprocess/combat.ts";
import { aboveCorrectedZero, scaleCorrected } from "../src/preprocess/scaleCorrected.ts";

const n = Number(process.argv[2] ?? 400_000);
const p = Number(process.argv[3] ?? 3000);
const share = Number(process.argv[4] ?? 0.1);
const batches = 8;

const rng = createRandom(0);
const each = Math.round(share * p);
const starts = Uint32Array.from({ length: n + 1 }, (_, i) => i * each);
const indices = new Uint32Array(n * each);
const values = new Float32Array(n * each);
const codes = Int32Array.from({ length: n }, (_, i) => i % batches);
for (let i = 0; i < n; i++) {
  // One gene of every stretch of p / each.
  const group = i % 5;
  for (let e = 0; e < each; e++) {
    const u = Math.floor(((e + rng.uniform()) * p) / each);
    indices[i * each + e] = u;
    values[i * each + e] = 0.2 + rng.uniform() * (1 + 0.3 * codes[i]) + (u % 5 === group ? 1 : 0);
  }
}
const expression = { rows: n, columns: p, starts, indices, values };

async function timed<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(`${name}: ${((user + system) / 1e6).toFixed(1)} CPU s, peak so far ${peak.toFixed(0)} MB`);
  return result;
}

const correction = await timed("ComBat", () =>
  combat(expression, {
    kind: "category",
    codes,
    categories: Array.from({ length: batches }, (_, b) => `${b}`),
    ordered: false,
  }),
);
const scaled = await timed("z-scores", () => scaleCorrected(expression, correction, { scale: "z-score" }));
await timed("30 components", () =>
  principalComponents(aboveCorrectedZero(scaled, correction), 30, { single: true, tolerance: 1e-4 }),
);
const own = (starts.byteLength + indices.byteLength + values.byteLength) / 2 ** 20;
console.log(`${n} x ${p}, ${(100 * share).toFixed(0)} % above 0: ${own.toFixed(0)} MB of it are the expression`);
