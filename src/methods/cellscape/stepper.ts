import type { Engine, Values } from "../../engine/engine.ts";
import { adamRates } from "../../nn/adam.ts";
import { expectState, type StepState } from "./state.ts";
import type { StepProgram } from "./step.ts";

/** A training step that keeps what it changes. */
export interface Stepper {
  /** One step; returns its losses, found before the parameters move. */
  step(feeds: Readonly<Record<string, Values>>, learningRate: number): Promise<Float32Array>;
  readonly state: StepState;
  release(): Promise<void>;
}

/** The state before the first step. */
export function firstState(parameters: Float32Array, running: Float32Array): StepState {
  const zeros = new Float32Array(parameters.length);
  return { steps: 0, parameters, moment1: zeros, moment2: zeros, running };
}

/**
 * @param start state before the first step; not modified.
 * @param resume state to go on from instead.
 * @throws bad-shape when `resume` is the state of another model.
 */
export async function createStepper(
  engine: Engine,
  program: StepProgram,
  { start, resume = start }: { start: StepState; resume?: StepState | undefined },
): Promise<Stepper> {
  expectState(resume, start);
  const executable = await engine.compile({ ...program });
  let state = resume;
  return {
    async step(feeds, learningRate) {
      const { steps, parameters, moment1, moment2, running } = state;
      const moved = { parameters, moment1, moment2, ...(program.running ? { running } : {}) };
      const rates = Float32Array.from(adamRates(steps + 1, learningRate));
      const { losses, ...next } = await executable.run({ ...feeds, ...moved, rates });
      state = {
        steps: steps + 1,
        parameters: floats(next.parameters),
        moment1: floats(next.moment1),
        moment2: floats(next.moment2),
        running: program.running ? floats(next.running) : running,
      };
      return floats(losses);
    },
    get state() {
      return state;
    },
    release: () => executable.release(),
  };
}

function floats(values: Values): Float32Array {
  if (values instanceof Float32Array) return values;
  throw new Error("internal: a step returned what is not float32");
}
