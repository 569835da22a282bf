import { parentPort, workerData } from "node:worker_threads";
import { CellScapeError } from "../errors.ts";
import { trainSeed } from "../pipeline/trainSeed.ts";
import { nodeEngines } from "./engines.ts";
import type { FromWorker, WorkerTask } from "./trainingWorkers.ts";

// Runs in a worker thread of its own: trains one model and ends. Any message asks it to stop early.

// What `trainingWorkers` hands over.
const { task, engine, threads } = workerData as WorkerTask;
const post = (message: FromWorker) => parentPort?.postMessage(message);
const controller = new AbortController();
parentPort?.once("message", () => controller.abort());
try {
  const trained = await trainSeed(task, await nodeEngines[engine]({ threads }), {
    onStep: (step, steps, losses) => post({ kind: "step", step, steps, losses }),
    onState: (state) => post({ kind: "state", state }),
    onCells: (done, cells) => post({ kind: "cells", done, cells }),
    signal: controller.signal,
  });
  post({ kind: "trained", trained });
} catch (error) {
  const code = error instanceof CellScapeError ? error.code : undefined;
  post({ kind: "failed", code, message: error instanceof Error ? error.message : String(error) });
} finally {
  parentPort?.close();
}
