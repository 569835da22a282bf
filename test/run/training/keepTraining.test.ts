import { expect, test } from "vitest";
import type { TrainingState } from "../../../src/methods/cellscape/state.ts";
import type { Checkpoints } from "../../../src/run/checkpoints.ts";
import { keepTraining } from "../../../src/run/training/keepTraining.ts";

test("a state is kept every so many seconds, and the last one before the cells are embedded", async () => {
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
  let now = 0;
  const context = { checkpoints, clock: () => now, signal: undefined };
  const state = (epoch: number): TrainingState => {
    const none = new Float32Array(0);
    const joint = { steps: epoch, parameters: none, moment1: none, moment2: none, running: none };
    return { epoch, batch: 0, joint, losses: [] };
  };
  const { onState } = await keepTraining(7, 40, context);
  const keptEpochs: (number | undefined)[] = [];
  for (let epoch = 1; epoch <= 40; epoch++) {
    now += 2;
    await onState(state(epoch));
    keptEpochs.push((await keepTraining(7, 40, context)).resume?.epoch);
  }
  const distinct = [...new Set(keptEpochs)];
  expect(distinct).toEqual([undefined, 15, 30, 40]);
});
