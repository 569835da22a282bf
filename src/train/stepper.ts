import type { Engine, Executable, Values } from "../engine/engine.ts";
import type { StepProgram } from "./step.ts";

/** A training step that keeps what it changes: parameters, Adam's moments, running statistics. */
export interface Stepper {
  /** One step; returns its losses, found before the parameters move. */
  step(feeds: Readonly<Record<string, Values>>, rates: readonly [number, number]): Promise<Float32Array>;
  readonly parameters: Float32Array;
  /** Empty without batch normalisation. */
  readonly running: Float32Array;
  release(): Promise<void>;
}

/** @param parameters values to start from; not modified. */
export async function createStepper(
  engine: Engine,
  program: StepProgram,
  { parameters, running = new Float32Array(0) }: { parameters: Float32Array; running?: Float32Array },
): Promise<Stepper> {
  const executable: Executable = await engine.compile({ ...program });
  const zeros = new Float32Array(parameters.length);
  let state: Record<string, Values> = { parameters, moment1: zeros, moment2: zeros };
  if (program.running) state.running = running;
  const held = (name: string) => {
    const values = state[name] ?? running;
    if (values instanceof Float32Array) return values;
    throw new Error(`internal: the step's ${name} are not float32`);
  };
  return {
    async step(feeds, rates) {
      const { losses, ...next } = await executable.run({ ...feeds, ...state, rates: Float32Array.from(rates) });
      state = next;
      if (losses instanceof Float32Array) return losses;
      throw new Error("internal: the step's losses are not float32");
    },
    get parameters() {
      return held("parameters");
    },
    get running() {
      return held("running");
    },
    release: () => executable.release(),
  };
}
