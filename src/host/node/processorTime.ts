import { setFlagsFromString } from "node:v8";

/**
 * How long a function of WebAssembly runs as it was first compiled, in V8's unit. Its own budget compiles the parts of the
 * rasteriser and the HDF5 library that a run uses once or twice a second time, which takes longer than they do: 0.8 s of a
 * processor for one picture in place of 0.3 s.
 */
const tieringBudget = 100_000_000;

/**
 * Save processor time, for the rest of the process and its workers: compile only functions of WebAssembly that stay busy a
 * second time, and mark garbage on the thread that makes it. Large arrays end cycles of marking every second, which on
 * threads of their own, beside the program, take some 5 % of a run with all analyses.
 */
export function saveProcessorTime(): void {
  setFlagsFromString(`--wasm-tiering-budget=${tieringBudget}`);
  setFlagsFromString("--no-concurrent-marking");
}
