import { expectShape } from "../../core/errors.ts";
import type { StepLosses } from "./stepLosses.ts";

/**
 * All that training changes, between two steps. Chance is derived from the seed and these counters, so training that goes
 * on from a state ends with the same bytes as one that was never interrupted. Arrays are not changed once handed out.
 */
export interface TrainingState {
  /** Passes over the tissue that are finished, and batches of the pass under way that are. */
  readonly epoch: number;
  readonly batch: number;
  readonly joint: StepState;
  /** The decoupled intrinsic branch. */
  readonly own?: StepState;
  /** Of all steps so far. */
  readonly losses: readonly StepLosses[];
}

/** What one training step changes. */
export interface StepState {
  /** Steps taken. */
  readonly steps: number;
  /** All parameters in one flat array, and Adam's running moments of their gradient. */
  readonly parameters: Float32Array;
  readonly moment1: Float32Array;
  readonly moment2: Float32Array;
  /** Running statistics of batch normalisation; empty without. */
  readonly running: Float32Array;
}

/** @throws bad-shape when `given` cannot be a later state of `start`. */
export function expectState(given: StepState, start: StepState): void {
  for (const name of ["parameters", "moment1", "moment2", "running"] as const) {
    expectShape(`resume: ${name}`, [given[name].length], { numbers: start[name].length });
  }
}
