import { expect, test } from "vitest";
import { silentTask } from "../../../src/core/task.ts";
import { nativeEngine } from "../../../src/engine/node.ts";
import { embed } from "../../../src/methods/sedr/embed.ts";
import { presets } from "../../../src/methods/sedr/options.ts";
import { smallTissue } from "../transcription.ts";

const n = 90;
const { positions, expression, half } = smallTissue(n, 14);
const dense = new Float32Array(n * 14);
for (let i = 0; i < n; i++) {
  for (let e = expression.starts[i]; e < expression.starts[i + 1]; e++) {
    dense[i * 14 + expression.indices[e]] = expression.values[e] - 1;
  }
}
const inputs = { components: { rows: n, columns: 14, values: dense }, positions, samples: undefined };
const options = { ...presets.default.options, epochs: 4, clusterEpochs: 24 };

function run({ resume, samples }: { resume?: unknown; samples?: Int32Array } = {}) {
  const states: unknown[] = [];
  const context = {
    ...{ seed: 5, task: silentTask, resume, engine: () => nativeEngine({ threads: 1 }) },
    save: async (state: unknown) => void states.push(structuredClone(state)),
  };
  return embed({ ...inputs, samples }, options, context).then((embedded) => ({ embedded, states }));
}

test("training goes on from the first phase, from its end, and from the second, with the same bytes", async () => {
  const { embedded, states } = await run();
  expect(states).toHaveLength(28);
  // The last is in the middle of a target's time, and the one before it at its end.
  for (const at of [1, 3, 4, 23, 25]) {
    const { embedded: again } = await run({ resume: states[at] });
    expect(again.losses, `step ${at + 1}`).toEqual(embedded.losses);
    expect(again.primary.values, `step ${at + 1}`).toEqual(embedded.primary.values);
  }
});

test("each phase has losses of its own, and both have those of the reconstruction and of links", async () => {
  const { masked, clusters, reconstruction, graph } = (await run()).embedded.losses;
  const above = (losses: readonly number[]) => losses.map((loss) => loss > 0);
  expect(above(masked)).toEqual([...Array(4).fill(true), ...Array(24).fill(false)]);
  expect(above(clusters)).toEqual([...Array(4).fill(false), ...Array(24).fill(true)]);
  expect(above([...reconstruction, ...graph]).every(Boolean)).toBe(true);
  expect(reconstruction[27]).toBeLessThan(reconstruction[0]);
});

test("cells of two samples are not linked", async () => {
  const [one, two] = [await run(), await run({ samples: half })];
  expect(two.embedded.primary.values).not.toEqual(one.embedded.primary.values);
});
