// CPU milliseconds of a training epoch of the methods that see all cells at once, through the native engine.
//
// Run: npx tsc -p tsconfig.json --noEmit false --outDir dist/bench && node dist/bench/bench/methodStep.js stagate 1053 166 [epochs] [threads]
//
// The tissue is simulated: expression as random numbers, cells anywhere. CPU time is user + system time of the process; the
// first three epochs do not count.

import { createRandom } from "../src/core/random.ts";
import { silentTask } from "../src/core/task.ts";
import { nativeEngine } from "../src/engine/node.ts";
import { chooseMethod } from "../src/methods/chosenMethod.ts";
import type { MethodInputs } from "../src/methods/inputs.ts";

const [method = "stagate", n = "1053", p = "166", epochs = "20", threads = "1"] = process.argv.slice(2);
const uncounted = 3;
const [cells, genes] = [Number(n), Number(p)];
const rng = createRandom(1);
const share = genes > 1000 ? 0.1 : 0.4;
const starts = new Uint32Array(cells + 1);
const indices: number[] = [];
for (let i = 0; i < cells; i++) {
  for (let gene = 0; gene < genes; gene++) if (rng.uniform() < share) indices.push(gene);
  starts[i + 1] = indices.length;
}
const values = Float32Array.from(indices, () => 4 * rng.uniform());
const expression = { rows: cells, columns: genes, starts, indices: Uint32Array.from(indices), values };
const positions = { rows: cells, columns: 2, values: Float64Array.from({ length: 2 * cells }, () => rng.uniform()) };
const chosen = chooseMethod({ method, given: { epochs: Number(epochs) + uncounted } });
const inputs: Partial<MethodInputs> = { expression, counts: expression, positions, samples: undefined };
const each: number[] = [];
let cpu = process.cpuUsage();
const began = performance.now();
await chosen.method.embed(inputs as MethodInputs, chosen.options, {
  seed: 0,
  task: silentTask,
  engine: () => nativeEngine({ threads: Number(threads) }),
  resume: undefined,
  domains: undefined,
  startDomains: async () => new Int32Array(cells),
  async save() {
    const { user, system } = process.cpuUsage(cpu);
    each.push((user + system) / 1e3);
    cpu = process.cpuUsage();
  },
});
const counted = each.slice(uncounted).sort((a, b) => a - b);
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(
  `${method} ${cells} x ${genes}: CPU ms/epoch median ${counted[counted.length >> 1].toFixed(1)} min ${counted[0].toFixed(1)}, ` +
    `${((performance.now() - began) / 1e3).toFixed(1)} s in all, peak ${megabytes} MB`,
);
