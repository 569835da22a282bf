import { describe, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { nativeEngine } from "../../../src/engine/node.ts";
import { type CellScapeOptions, presets } from "../../../src/methods/cellscape/options.ts";
import { type Trained, train } from "../../../src/methods/cellscape/train.ts";
import type { FitState } from "../../../src/nn/fit.ts";
import { tissue } from "./tissue.ts";

const engine = await nativeEngine();
const small: Partial<CellScapeOptions> = { epochs: 3, hidden: 16, spatialSize: 8, jointSize: 8, intrinsicSize: 4 };
const bytes = ({ spatial, intrinsic, fused, losses, model }: Trained) =>
  JSON.stringify([
    ...[spatial, intrinsic, fused].map((matrix) => Array.from(matrix?.values ?? [])),
    ...model.parameters.map(({ values }) => Array.from(values)),
    Array.from(model.running ?? []),
    losses,
  ]);

/** Through text, as a file would keep it. */
function stored(state: FitState): FitState {
  const text = JSON.stringify(state, (_, value: unknown) =>
    value instanceof Float32Array ? { floats: Array.from(value) } : value,
  );
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === "object" && value !== null && "floats" in value ? Float32Array.from(Object(value.floats)) : value,
  ) as FitState; // What `stored` wrote it can read.
}

const data = tissue(9, 10);
describe.each([
  ["default", "the decoupled design", {}],
  ["paper", "the joint design", {}],
  ["default", "many genes", { variant: "full" }],
  ["default", "the spatial branch alone", { variant: "spatial-only" }],
  ["default", "batches", { batch: 20, epochs: 2 }],
  ["paper", "batches of the joint design", { batch: 30, epochs: 2 }],
] as const)("%s, %s", (preset, name, more) => {
  const settings: CellScapeOptions = { ...presets[preset].options, ...small, ...more };
  const given = name === "many genes" ? tissue(8, 210) : data;

  test("training that goes on from any of its states ends with the same bytes", async () => {
    const states: FitState[] = [];
    const options = { rng: createRandom(3), onState: (state: FitState) => void states.push(stored(state)) };
    const whole = bytes(await train(given, settings, engine, options));
    expect(states.length).toBeGreaterThanOrEqual(3);
    for (const resume of states) {
      const seen: number[] = [];
      const resumed = await train(given, settings, engine, {
        rng: createRandom(3),
        resume,
        onStep: (step) => void seen.push(step),
      });
      expect(bytes(resumed)).toBe(whole);
      expect(seen[0] ?? states.length + 1).toBe(states.indexOf(resume) + 2);
    }
  });
});

test("a state that was handed out does not change as training goes on", async () => {
  const kept: [FitState, string][] = [];
  const onState = (state: FitState) => void kept.push([state, JSON.stringify(stored(state))]);
  await train(data, { ...presets.default.options, ...small }, engine, { rng: createRandom(0), onState });
  for (const [state, before] of kept) expect(JSON.stringify(stored(state))).toBe(before);
});

test("the next step waits until a state has been taken", async () => {
  const log: string[] = [];
  await train(data, { ...presets.default.options, ...small, variant: "spatial-only" }, engine, {
    rng: createRandom(0),
    onStep: (step) => void log.push(`step ${step}`),
    onState: async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.push("taken");
    },
  });
  expect(log).toEqual(["step 1", "taken", "step 2", "taken", "step 3", "taken"]);
});

test("a state of another model is refused", async () => {
  const states: FitState[] = [];
  const settings: CellScapeOptions = { ...presets.default.options, ...small, variant: "spatial-only" };
  await train(data, settings, engine, { rng: createRandom(0), onState: (state) => void states.push(state) });
  const wider = train(data, { ...settings, spatialSize: 12 }, engine, { rng: createRandom(0), resume: states[0] });
  await expect(wider).rejects.toThrow(/resume: parameters: expected \[numbers=\d+\], got \[\d+\]/);
});
