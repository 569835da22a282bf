import { expectShape } from "../core/errors.ts";
import type { Engine, Values } from "../engine/engine.ts";
import type { StepProgram } from "./trainingStep.ts";

/** What training steps change. Arrays are not modified once handed out. */
export interface StepState {
  /** Steps taken. */
  readonly steps: number;
  /** By name: `parameters`, the running arrays of the optimisers, and what the objective carries. */
  readonly arrays: Readonly<Record<string, Float32Array>>;
}

/** A training step that keeps what it changes. */
export interface Stepper {
  /** One step; returns its losses by name, found before the parameters move. */
  step(feeds: Readonly<Record<string, Values>>, learningRate: number): Promise<Readonly<Record<string, number>>>;
  readonly state: StepState;
  release(): Promise<void>;
}

/**
 * The state before the first step: running arrays of optimisers are zero.
 *
 * @param given `parameters`, and what the objective carries.
 */
export function firstState({ state }: StepProgram, given: Readonly<Record<string, Float32Array>>): StepState {
  const arrays = Object.entries(state).map(([name, length]): [string, Float32Array] => {
    return [name, given[name] ?? new Float32Array(length)];
  });
  return { steps: 0, arrays: Object.fromEntries(arrays) };
}

interface StepperStart {
  /** State before the first step; not modified. */
  readonly start: StepState;
  /** State to go on from instead. */
  readonly resume?: StepState | undefined;
}

/** @throws bad-shape when `resume` is the state of another network. */
export async function createStepper(engine: Engine, program: StepProgram, from: StepperStart): Promise<Stepper> {
  const [stepper] = await createSteppers(engine, [program], from);
  return stepper;
}

/**
 * Steps of one network in programs of several shapes, such as for batches and for a shorter last one: a step of any of
 * them moves the state of all.
 *
 * @param programs whose state has the same names and lengths.
 * @returns one for each program. Each is to be released.
 * @throws bad-shape when `resume` is the state of another network.
 */
export async function createSteppers(
  engine: Engine,
  programs: readonly StepProgram[],
  { start, resume = start }: StepperStart,
): Promise<Stepper[]> {
  for (const program of programs) {
    for (const name of Object.keys(program.state)) {
      expectShape(`resume: ${name}`, [resume.arrays[name]?.length ?? 0], { numbers: program.state[name] });
    }
  }
  let state = resume;
  const steppers: Stepper[] = [];
  for (const program of programs) {
    const names = Object.keys(program.state);
    const executable = await engine.compile(program.outputs);
    steppers.push({
      async step(feeds, learningRate) {
        const t = state.steps + 1;
        const rates = program.rates.map(({ feed, optimizer }): [string, Float32Array] => {
          return [feed, Float32Array.from(optimizer.rates(t, learningRate))];
        });
        const results = await executable.run({ ...feeds, ...state.arrays, ...Object.fromEntries(rates) });
        state = { steps: t, arrays: Object.fromEntries(names.map((name) => [name, floats(results[name])])) };
        return Object.fromEntries(program.losses.map((name, at) => [name, Number(results.losses[at])]));
      },
      get state() {
        return state;
      },
      release: () => executable.release(),
    });
  }
  return steppers;
}

function floats(values: Values): Float32Array {
  if (values instanceof Float32Array) return values;
  throw new Error("internal: a step returned what is not float32");
}
