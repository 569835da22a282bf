// CPU milliseconds of one training step through the native engine, on the sizes of bench/torch_step.py.
//
// Run: npx tsc -p tsconfig.json --noEmit false --outDir dist/bench && node dist/bench/bench/step.js [threads] [steps]
//
// A step is all that an epoch does: drawing the mask and the comparison, feeding the engine, the joint step, and in the
// decoupled full variant the intrinsic branch's step. CPU time is user + system time of the process; the first three
// steps do not count.

import { createRandom, type Random } from "../src/core/random.ts";
import { nativeEngine } from "../src/engine/node.ts";
import { type CellScapeOptions, presets } from "../src/methods/cellscape/options.ts";
import { type TrainingData, train } from "../src/methods/cellscape/train.ts";
import { delaunayGraph } from "../src/spatial/delaunay.ts";

const threads = Number(process.argv[2] ?? 2);
const steps = Number(process.argv[3] ?? 20);
const only = process.argv[4];
const uncounted = 3;

const cases: readonly (readonly [string, number, number, CellScapeOptions])[] = [
  ["osmFISH size, spatial-only, default", 4839, 33, { ...presets.default.options, variant: "spatial-only" }],
  ["osmFISH size, full, default", 4839, 33, presets.default.options],
  ["osmFISH size, spatial-only, paper", 4839, 33, { ...presets.paper.options, variant: "spatial-only" }],
  ["osmFISH size, full, paper", 4839, 33, presets.paper.options],
  ["4000 x 3000, spatial-only, paper", 4000, 3000, { ...presets.paper.options, variant: "spatial-only" }],
];

async function simulate(n: number, d: number, rng: Random): Promise<TrainingData> {
  const values = Float32Array.from({ length: n * d }, () => rng.normal());
  const positions = { rows: n, columns: 2, values: Float64Array.from({ length: 2 * n }, () => rng.uniform()) };
  const side = Math.ceil(Math.sqrt(d));
  const input = { rows: n, columns: d, values };
  return {
    input,
    graph: await delaunayGraph(positions),
    expression: input,
    geneMap: { side, gene: Int32Array.from({ length: side * side }, (_, at) => (at < d ? at : -1)) },
  };
}

const engine = await nativeEngine({ threads });
console.log(`onnxruntime-node, ${threads} threads, ${steps} steps`);
for (const [label, n, d, settings] of cases) {
  if (only && !label.includes(only)) continue;
  const each: number[] = [];
  let cpu = process.cpuUsage();
  const wall: number[] = [performance.now()];
  const { losses } = await train(
    await simulate(n, d, createRandom(1)),
    { ...settings, epochs: steps + uncounted },
    engine,
    {
      rng: createRandom(0),
      onStep() {
        const { user, system } = process.cpuUsage(cpu);
        each.push((user + system) / 1e3);
        wall.push(performance.now());
        cpu = process.cpuUsage();
      },
    },
  );
  const counted = each.slice(uncounted).sort((a, b) => a - b);
  const perStep = (wall[wall.length - 1] - wall[uncounted]) / steps;
  const last = losses[losses.length - 1];
  console.log(
    `${label.padEnd(40)} CPU ms/step median ${counted[counted.length >> 1].toFixed(1).padStart(8)} ` +
      `min ${counted[0].toFixed(1).padStart(8)}  wall ${perStep.toFixed(1).padStart(8)}  ` +
      `losses ${last.reconstruction.toFixed(4)} ${last.contrast.toFixed(4)}`,
  );
}
