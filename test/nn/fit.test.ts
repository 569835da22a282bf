import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { nativeEngine } from "../../src/engine/node.ts";
import { type FitState, fitPhases, lossColumns, type Phase } from "../../src/nn/fit.ts";
import { adam, sgd } from "../../src/nn/optimizers.ts";
import { type Parameter, weightOf } from "../../src/nn/parameters.ts";
import { createStepper, createSteppers, firstState, type StepState } from "../../src/nn/stepper.ts";
import { type StepDescription, trainingStep } from "../../src/nn/trainingStep.ts";
import { add, gatherRows, mean, multiply, subtract, sum } from "../../src/tensor/ops.ts";
import { input } from "../../src/tensor/tensor.ts";

const engine: Engine = await nativeEngine({ threads: 1 });
const vector = (name: string, length = 2): Parameter => ({ name, shape: [length], start: { value: 0 } });

async function stepperOf(
  description: StepDescription,
  { parameters, resume }: { parameters: number[]; resume?: StepState | undefined },
) {
  const program = trainingStep(description);
  const start = firstState(program, { parameters: Float32Array.from(parameters) });
  return createStepper(engine, program, { start, ...(resume ? { resume } : {}) });
}

/** (w - target)^2, summed; the target is fed. */
const distance: StepDescription = {
  parameters: [vector("w")],
  groups: [{ optimizer: adam() }],
  objective(weights) {
    const apart = subtract(weightOf(weights, "w"), input("target", [2]));
    return { losses: { distance: sum(multiply(apart, apart)) } };
  },
};

describe("a training step", () => {
  test("of plain gradient descent moves against the gradient, and momentum adds the steps before", async () => {
    const stepper = await stepperOf(
      { ...distance, groups: [{ optimizer: sgd({ momentum: 0.5 }) }] },
      { parameters: [1, 0] },
    );
    const target = Float32Array.of(0, 0);
    await stepper.step({ target }, 0.1);
    expect(Array.from(stepper.state.arrays.parameters)).toEqual([Math.fround(0.8), 0]);
    await stepper.step({ target }, 0.1);
    // Velocity 0.5 x 2 + 1.6 = 2.6.
    expect(stepper.state.arrays.parameters[0]).toBeCloseTo(0.54, 6);
  });

  test("moves tied weights once per group, each with Adam moments of its own: the first step by twice the rate or not", async () => {
    const stepper = await stepperOf(
      {
        parameters: [vector("w")],
        ties: { "decoder.w": "w" },
        groups: [
          { name: "encoder", optimizer: adam(), moves: ["w"] },
          { name: "decoder", optimizer: adam(), moves: ["decoder.w"] },
        ],
        objective(weights) {
          const encoder = multiply(weightOf(weights, "w"), input("a", [2]));
          return { losses: { both: sum(add(encoder, multiply(weightOf(weights, "decoder.w"), input("b", [2])))) } };
        },
      },
      { parameters: [1, 1] },
    );
    await stepper.step({ a: Float32Array.of(3, 3), b: Float32Array.of(5, -5) }, 0.01);
    const [same, opposite] = stepper.state.arrays.parameters;
    expect(same).toBeCloseTo(1 - 0.02, 5);
    expect(opposite).toBeCloseTo(1, 5);
    expect(Object.keys(stepper.state.arrays).sort()).toEqual(
      ["decoder.moment1", "decoder.moment2", "encoder.moment1", "encoder.moment2", "parameters"].sort(),
    );
  });

  test("leaves weights alone that no group moves", async () => {
    const stepper = await stepperOf(
      {
        ...distance,
        parameters: [vector("w"), vector("centres")],
        groups: [{ optimizer: adam(), moves: ["w"] }],
        objective(weights) {
          const apart = subtract(weightOf(weights, "w"), weightOf(weights, "centres"));
          return { losses: { distance: sum(multiply(apart, apart)) } };
        },
      },
      { parameters: [0, 0, 3, 4] },
    );
    for (let step = 0; step < 5; step++) await stepper.step({}, 0.1);
    const { parameters } = stepper.state.arrays;
    expect(Array.from(parameters.subarray(2))).toEqual([3, 4]);
    expect(parameters[0]).toBeGreaterThan(0.3);
  });

  test("scales the gradients of all groups down together where they are longer than the limit", async () => {
    const step = async (scale: number) => {
      const stepper = await stepperOf(
        { ...distance, clip: 5, groups: [{ optimizer: sgd() }] },
        { parameters: [1.5 * scale, 2 * scale] },
      );
      await stepper.step({ target: Float32Array.of(0, 0) }, 1);
      return stepper.state.arrays.parameters.map((value, at) => [1.5, 2][at] * scale - value);
    };
    // Gradients of length 5 and 50.
    expect(Math.hypot(...(await step(1)))).toBeCloseTo(5, 4);
    expect(Math.hypot(...(await step(10)))).toBeCloseTo(5, 4);
    expect(Math.hypot(...(await step(0.1)))).toBeCloseTo(0.5, 5);
  });

  test("is differentiable through a row permutation that is fed", async () => {
    const n = 4;
    const stepper = await stepperOf(
      {
        parameters: [{ name: "w", shape: [n, 1], start: { value: 0 } }],
        groups: [{ optimizer: sgd() }],
        objective(weights) {
          const lists = { users: input("inverse", [n, 1], "int32") };
          const permuted = gatherRows(weightOf(weights, "w"), input("order", [n], "int32"), lists);
          return { losses: { product: sum(multiply(permuted, input("by", [n, 1]))) } };
        },
      },
      { parameters: [0, 0, 0, 0] },
    );
    const order = Int32Array.from(createRandom(1).permutation(n));
    const inverse = new Int32Array(n);
    order.forEach((row, place) => {
      inverse[row] = place;
    });
    await stepper.step({ order, inverse, by: Float32Array.of(1, 2, 3, 4) }, 1);
    order.forEach((row, place) => {
      expect(stepper.state.arrays.parameters[row]).toBe(-(place + 1));
    });
  });
});

/** A stepper, and phases that draw noise, refresh targets and may end early. */
async function training(resume?: FitState) {
  const stepper = await stepperOf(distance, { parameters: [0, 0], resume: resume?.steppers.network });
  const rng = createRandom(9);
  const noisy: Phase<number> = {
    epochs: 4,
    rng: rng.split("noisy"),
    pass: () => [() => 0, () => 1],
    step: (batch, { rng: stepRng }) =>
      stepper.step({ target: Float32Array.of(batch + 0.1 * stepRng.normal(), 1) }, 0.05),
  };
  const made: number[] = [];
  const refreshing: Phase<number> = {
    epochs: 7,
    rng: rng.split("refreshing"),
    pass: () => [() => 0],
    refresh: {
      every: 3,
      async make(epoch) {
        made.push(epoch);
        return { target: stepper.state.arrays.parameters.map((value) => value + 1) };
      },
    },
    step: (_, { refreshed }) => stepper.step({ target: refreshed.target }, 0.02),
  };
  const ending: Phase<number> = {
    epochs: 1000,
    rng: rng.split("ending"),
    pass: () => [() => 0],
    step: () => stepper.step({ target: Float32Array.of(0, 0) }, 0.02),
    // No new least for more than five epochs, or near the target.
    stop({ epochs, losses }) {
      const least = Math.min(...losses.map((loss) => loss.distance));
      return losses[epochs - 1].distance < 0.5 || epochs - losses.findIndex((loss) => loss.distance === least) > 5;
    },
  };
  return { phases: [noisy, refreshing, ending], steppers: { network: stepper }, made };
}

describe("fit", () => {
  test("goes through phases, batches, refreshed arrays and an early end", async () => {
    const { phases, steppers, made } = await training();
    const steps: number[] = [];
    const { losses, stoppedEarly } = await fitPhases(phases, { steppers, onStep: (step) => void steps.push(step) });
    expect(losses.map(({ length }) => length).slice(0, 2)).toEqual([8, 7]);
    expect(made).toEqual([0, 3, 6]);
    expect(losses[2].length).toBeLessThan(1000);
    expect(losses[2].at(-1)?.distance).toBeLessThan(0.5);
    expect(stoppedEarly).toBe(false);
    expect(steps).toEqual(steps.map((_, at) => at + 1));
    // Fed with targets one away, the distance is 2 right after a refresh.
    expect(losses[1][3].distance).toBeCloseTo(2, 5);
    expect(losses[1][2].distance).toBeLessThan(2);
  });

  test("goes on from any of its states with the same bytes", async () => {
    const whole = await training();
    const states: FitState[] = [];
    const expected = await fitPhases(whole.phases, {
      steppers: whole.steppers,
      onState: (state) => void states.push(structuredClone(state)),
    });
    for (const resume of [states[0], states[4], states[9], states[13], states[17], states.at(-1)]) {
      const again = await training(resume);
      const { losses } = await fitPhases(again.phases, { steppers: again.steppers, resume });
      expect(losses).toEqual(expected.losses);
      expect(again.steppers.network.state).toEqual(whole.steppers.network.state);
    }
  });

  test("ends after the step under way once the signal fires", async () => {
    const { phases, steppers } = await training();
    const controller = new AbortController();
    const onStep = (step: number) => (step === 3 ? controller.abort() : undefined);
    const { losses, stoppedEarly } = await fitPhases(phases, { steppers, onStep, signal: controller.signal });
    expect(losses.flat()).toHaveLength(3);
    expect(stoppedEarly).toBe(true);
  });

  test("hands out states that later steps do not change", async () => {
    const { phases, steppers } = await training();
    const kept: [FitState, FitState][] = [];
    await fitPhases(phases, { steppers, onState: (state) => void kept.push([state, structuredClone(state)]) });
    for (const [state, then] of kept) expect(state.losses).toEqual(then.losses);
    expect(kept[4][0].losses[0]).toHaveLength(5);
  });

  test("steps of several programs share one state", async () => {
    const [first, second] = await Promise.all([0, 1].map((at) => stepperOf(distance, { parameters: [at, at] })));
    let last: FitState | undefined;
    const target = Float32Array.of(2, 2);
    const phase: Phase = {
      ...{ epochs: 2, rng: createRandom(0), pass: () => [() => undefined] },
      async step() {
        const { distance: one } = await first.step({ target }, 0.1);
        const { distance: two } = await second.step({ target }, 0.1);
        return { one, two };
      },
    };
    const onState = (state: FitState) => {
      last = state;
    };
    const { losses } = await fitPhases([phase], { steppers: { first, second }, onState });
    expect(Object.keys(last?.steppers ?? {})).toEqual(["first", "second"]);
    expect(lossColumns(losses[0]).two).toHaveLength(2);
    expect(lossColumns(losses[0]).one[0]).toBe(8);
  });
});

test("a mean of nothing but fed arrays is no parameter's gradient", async () => {
  const stepper = await stepperOf(
    {
      ...distance,
      objective: (weights) => ({
        losses: { plain: add(mean(input("x", [3])), multiply(sum(weightOf(weights, "w")), 0)) },
      }),
    },
    { parameters: [1, 2] },
  );
  await stepper.step({ x: Float32Array.of(1, 2, 3) }, 0.1);
  expect(Array.from(stepper.state.arrays.parameters)).toEqual([1, 2]);
});

test("steps of a network in programs of two shapes move one state, moments of Adam among it", async () => {
  const of = (rows: number) =>
    trainingStep({
      parameters: [vector("w")],
      groups: [{ optimizer: adam() }],
      objective(weights) {
        const apart = subtract(weightOf(weights, "w"), input("rows", [rows, 2]));
        return { losses: { distance: mean(sum(multiply(apart, apart), [1])) } };
      },
    });
  const start = firstState(of(2), { parameters: Float32Array.of(1, 5) });
  const row = [2, 3];
  const one = await createStepper(engine, of(1), { start });
  const [long, short] = await createSteppers(engine, [of(3), of(1)], { start });
  for (const [stepper, rows] of [
    [long, 3],
    [short, 1],
    [long, 3],
  ] as const) {
    const expected = await one.step({ rows: Float32Array.from(row) }, 0.1);
    const found = await stepper.step({ rows: Float32Array.from(Array(rows).fill(row).flat()) }, 0.1);
    expect(found.distance).toBeCloseTo(expected.distance, 5);
  }
  expect(short.state).toBe(long.state);
  expect(long.state.steps).toBe(3);
  for (const [name, values] of Object.entries(one.state.arrays)) {
    values.forEach((value, e) => {
      expect(long.state.arrays[name][e], name).toBeCloseTo(value, 5);
    });
  }
  await expect(createSteppers(engine, [of(3)], { start: { steps: 0, arrays: {} } })).rejects.toThrow(/parameters/);
});
