import { expect, test } from "vitest";
import type { Checkpoints } from "../../../src/run/checkpoints.ts";
import { keepSeed } from "../../../src/run/seeds/keepSeed.ts";

function keptInMemory() {
  const kept = new Map<string, unknown>();
  const checkpoints: Checkpoints = {
    everySeconds: 30,
    load: async (name) => kept.get(name),
    async save(name, value) {
      kept.set(name, value);
      return true;
    },
    async remove(name) {
      kept.delete(name);
    },
  };
  return { kept, checkpoints };
}

const embedded = {
  primary: { rows: 1, columns: 1, values: Float32Array.of(1) },
  ...{ others: {}, losses: {}, settled: {} },
};

test("a state is kept every so many seconds, and the last one before the cells are embedded", async () => {
  const { checkpoints } = keptInMemory();
  let now = 0;
  const context = { checkpoints, clock: () => now };
  const { save } = await keepSeed(7, context);
  const keptEpochs: unknown[] = [];
  for (let epoch = 1; epoch <= 40; epoch++) {
    now += 2;
    await save(epoch, epoch === 40);
    keptEpochs.push((await keepSeed(7, context)).resume);
  }
  expect([...new Set(keptEpochs)]).toEqual([undefined, 15, 30, 40]);
});

test("a finished seed takes the place of its state, and one that was stopped leaves its last state", async () => {
  const { kept, checkpoints } = keptInMemory();
  const context = { checkpoints, clock: () => 0 };
  const first = await keepSeed(1, context);
  await first.save("half way", false);
  await first.finish({ ...embedded, stoppedEarly: true });
  expect((await keepSeed(1, context)).resume).toBe("half way");
  await first.finish({ ...embedded, stoppedEarly: false });
  const again = await keepSeed(1, context);
  expect(again.finished?.primary).toEqual(embedded.primary);
  expect(again.resume).toBeUndefined();
  expect([...kept.keys()]).toEqual(["embedded-1"]);
});

test("parts of different seeds do not meet", async () => {
  const { checkpoints } = keptInMemory();
  const [one, two] = await Promise.all([1, 2].map((seed) => keepSeed(seed, { checkpoints, clock: () => 0 })));
  await one.store?.save("part", 1, 0);
  expect(await two.store?.load("part")).toBeUndefined();
  expect(await one.store?.load("part")).toBe(1);
});
