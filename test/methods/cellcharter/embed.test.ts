import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { silentTask } from "../../../src/core/task.ts";
import { nativeEngine } from "../../../src/engine/node.ts";
import { embed } from "../../../src/methods/cellcharter/embed.ts";
import { cellcharter } from "../../../src/methods/cellcharter/method.ts";
import { presets } from "../../../src/methods/cellcharter/options.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";

const cells = 120;
const { counts, positions } = simulateTissue({ cells, genes: 20, domains: 3 }, createRandom(5));
const options = { ...presets.default.options, epochs: 12, batchCells: 40 };
/** Of an epoch: 108 cells in batches of 40, 40 and 28. */
const batches = 3;

interface Given {
  readonly resume?: unknown;
  readonly samples?: Int32Array;
  readonly changed?: Partial<typeof options>;
}

async function run({ resume, samples, changed = {} }: Given = {}) {
  const states: unknown[] = [];
  const finals: boolean[] = [];
  const context = {
    ...{ seed: 5, task: silentTask, resume, engine: () => nativeEngine({ threads: 1 }) },
    save: async (state: unknown, final: boolean) => {
      states.push(structuredClone(state));
      finals.push(final);
    },
  };
  const embedded = await embed({ counts, positions, samples }, { ...options, ...changed }, context);
  return { ...embedded, states, finals };
}

test("training goes on from the middle and the end of an epoch, and from its last step, with the same bytes", async () => {
  const { primary, others, losses, states, finals } = await run();
  expect(states).toHaveLength(12 * batches);
  expect(finals.indexOf(true)).toBe(12 * batches - 1);
  for (const at of [0, 2, 3, 7, 35]) {
    const again = await run({ resume: states[at] });
    expect(again.losses, `step ${at + 1}`).toEqual(losses);
    expect(again.primary.values, `step ${at + 1}`).toEqual(primary.values);
    expect(again.others.latent.values, `step ${at + 1}`).toEqual(others.latent.values);
  }
});

test("the loss of the cells left out changes with each epoch, and all losses fall", async () => {
  const { validation, reconstruction } = (await run()).losses;
  for (let e = 0; e < 12; e++) {
    const [first, second, third] = validation.slice(batches * e, batches * (e + 1));
    expect(second).toBe(first);
    expect(third).not.toBe(second);
  }
  expect(validation[35]).toBeLessThan(validation[0]);
  expect(reconstruction[35]).toBeLessThan(reconstruction[0]);
});

test("the weight of the divergence is 0 in the first epoch and grows after it", async () => {
  const { divergence } = (await run()).losses;
  expect(divergence.slice(0, batches)).toEqual([0, 0, 0]);
  expect(divergence[batches]).toBeGreaterThan(0);
});

test("training ends once the loss of the cells left out has not improved for as long as patience allows", async () => {
  // Steps this long soon bring no more.
  const { losses, settled, stoppedEarly, finals } = await run({
    changed: { epochs: 400, patience: 2, learningRate: 0.03 },
  });
  expect(Number(settled.epochs)).toBeLessThan(400);
  expect(losses.validation).toHaveLength(Number(settled.epochs) * batches);
  expect(finals.indexOf(true)).toBe(losses.validation.length - 1);
  expect(stoppedEarly).toBe(false);
});

test("the embedding is the latent mean and its rings, as many as wanted", async () => {
  const { primary, others } = await run();
  expect([primary.columns, others.latent.columns]).toEqual([40, 10]);
  for (let i = 0; i < cells; i++) {
    expect(primary.values.slice(40 * i, 40 * i + 10)).toEqual(others.latent.values.slice(10 * i, 10 * i + 10));
  }
  expect((await run({ changed: { rings: 0 } })).primary.values).toEqual(others.latent.values);
});

test("the decoder is given the sample of a cell, and rings end with the sample", async () => {
  const half = Int32Array.from({ length: cells }, (_, i) => (positions.values[2 * i] < 0 ? 0 : i % 2));
  const [one, two] = [await run(), await run({ samples: half })];
  expect(two.others.latent.values).not.toEqual(one.others.latent.values);
  expect(two.losses.reconstruction[0]).not.toBe(one.losses.reconstruction[0]);
});

test("values that are no counts, and too few cells, are refused with a way out", () => {
  const data = {
    name: "x.h5ad",
    cells: 500,
    genes: 100,
    samples: 1,
    counts: true,
    values: "logarithms",
    takenAs: undefined,
  };
  const accepts = (changed: object) => () => cellcharter.accepts?.({ ...data, ...changed }, presets.default.options);
  expect(accepts({})).not.toThrow();
  expect(accepts({ counts: false })).toThrow(/^x\.h5ad: expected raw counts .*, got logarithms; name .* --counts/);
  expect(accepts({ counts: false })).not.toThrow(/--normalize/);
  expect(accepts({ counts: false, takenAs: "--normalize arcsinh" })).toThrow(
    /got --normalize arcsinh; leave out --normalize arcsinh, or choose/,
  );
  expect(accepts({ cells: 9 })).toThrow(/expected 10 or more cells .*got 9; choose --method pca/);
});
