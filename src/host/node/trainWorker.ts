import { CellScapeError } from "../../core/errors.ts";
import type { KeepPart } from "../../core/keepPart.ts";
import { trainSeed } from "../../run/training/trainSeed.ts";
import { nodeEngines } from "./engines.ts";
import { peakMb } from "./peakMemory.ts";
import type { FromWorker, ToWorker } from "./trainingWorkers.ts";

// Runs in a process of its own: trains the one model that it is given, and ends.

const controller = new AbortController();
// Ctrl-C goes to all processes of a terminal; this one stops when it is told to, or when nobody listens any more.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit());
process.on("message", (message: ToWorker) => {
  if (message.kind === "stop") controller.abort();
  else if (message.kind === "train") void work(message);
  else answered?.(message);
});

/** Called with the answer to what was asked last. */
let answered: ((message: Extract<ToWorker, { kind: "kept" | "make" }>) => void) | undefined;

/** Parts are kept by the process that started this one. */
const keep: KeepPart = async <T>(name: string, make: () => T | Promise<T>): Promise<T> => {
  post({ kind: "part", name });
  const answer = await new Promise<Extract<ToWorker, { kind: "kept" | "make" }>>((resolve) => {
    answered = resolve;
  });
  // What is kept under this name is what an earlier worker made for the same seed.
  if (answer.kind === "kept") return answer.value as T;
  const value = await make();
  post({ kind: "made", name, value });
  return value;
};

async function work({ task, engine, threads }: Extract<ToWorker, { kind: "train" }>): Promise<void> {
  const answer = await trainSeed(task, await nodeEngines[engine]({ threads }), {
    onStep: (step, steps, losses) => post({ kind: "step", step, steps, losses }),
    onState: (state) => post({ kind: "state", state }),
    onCells: (done, cells) => post({ kind: "cells", done, cells }),
    keep,
    signal: controller.signal,
  }).then(
    (trained): FromWorker => ({ kind: "trained", trained, peakMb: peakMb() }),
    (error: unknown): FromWorker => {
      const code = error instanceof CellScapeError ? error.code : undefined;
      return { kind: "failed", code, message: error instanceof Error ? error.message : String(error) };
    },
  );
  process.send?.(answer, undefined, undefined, () => process.disconnect());
}

function post(message: FromWorker): void {
  process.send?.(message);
}
