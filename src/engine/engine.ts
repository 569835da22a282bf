import type { Tensor } from "../tensor/tensor.ts";

/** Numbers of a tensor, row-major: float32, int32, and bool as bytes 0 and 1. */
export type Values = Float32Array | Int32Array | Uint8Array;

/** Runs tensor programs. Every engine must agree with `reference` on every op. */
export interface Engine {
  readonly name: string;
  /** Prepare once; the executable may then run many times. */
  compile(outputs: Readonly<Record<string, Tensor>>): Promise<Executable>;
}

/** A program that is ready to run: the same feeds give the same bytes, however often, with one thread or two. */
export interface Executable {
  /** Values of the outputs, given values of the inputs by name. Feeds are not modified, and must not
   * change before the promise resolves. */
  run(feeds: Readonly<Record<string, Values>>): Promise<Record<string, Values>>;
  /** Give the memory back; the executable must not run again. */
  release(): Promise<void>;
}
