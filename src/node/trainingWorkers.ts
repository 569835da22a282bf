import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { CellScapeError, type ErrorCode } from "../errors.ts";
import type { TrainingHooks, TrainingTask, TrainingWorkers } from "../pipeline/trainSeed.ts";

/** What a worker is given. */
export interface WorkerTask {
  readonly task: TrainingTask;
  readonly engine: "native" | "wasm";
  readonly threads: number;
}

type Arguments<Hook extends "onStep" | "onState" | "onCells"> = Parameters<NonNullable<TrainingHooks[Hook]>>;
type Trained = Awaited<ReturnType<TrainingWorkers["train"]>>;

/** What a worker tells. */
export type FromWorker =
  | { readonly kind: "step"; readonly step: number; readonly steps: number; readonly losses: Arguments<"onStep">[2] }
  | { readonly kind: "state"; readonly state: Arguments<"onState">[0] }
  | { readonly kind: "cells"; readonly done: number; readonly cells: number }
  | { readonly kind: "trained"; readonly trained: Trained }
  | { readonly kind: "failed"; readonly code: ErrorCode | undefined; readonly message: string };

/** The worker's script, once it is built. */
const script = new URL("./trainWorker.js", import.meta.url);

/** Engines of which a process may hold several, one a worker. */
const onCpu: ReadonlySet<string> = new Set(["native", "wasm"]);

/**
 * Workers that train `count` models at once, each with a share of the threads: on two cores, two models with a thread each
 * were done in half to three quarters of the time of two threads on one after the other. One thread and two give the same
 * bytes, so a worker gets no more.
 *
 * @param engine name of the engine that computes.
 * @returns undefined where models are better trained one after the other.
 */
export function trainingWorkers(
  engine: string,
  { count, threads }: { count: number; threads: number },
): TrainingWorkers | undefined {
  // The native runtime may end the process when two threads of it hold an engine each.
  if (count >= 2) return undefined;
  if (!isOnCpu(engine) || !existsSync(fileURLToPath(script))) return undefined;
  const each = Math.min(2, Math.max(1, Math.floor(threads / count)));
  const working = new Set<Worker>();
  return {
    count,
    async train(task, hooks) {
      const worker = new Worker(script, { workerData: { task, engine, threads: each } satisfies WorkerTask });
      working.add(worker);
      try {
        return await hear(worker, hooks);
      } catch (error) {
        // Where one model fails, none is needed.
        for (const other of working) void other.terminate();
        throw error;
      } finally {
        working.delete(worker);
      }
    },
  };
}

function isOnCpu(engine: string): engine is "native" | "wasm" {
  return onCpu.has(engine);
}

/** Hand on what a worker tells, until it has a model. */
function hear(worker: Worker, { onStep, onState, onCells, signal }: TrainingHooks): Promise<Trained> {
  const stop = () => worker.postMessage("stop");
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  // States are kept one after the other, and all before the model is handed on.
  let keeping = Promise.resolve();
  return new Promise<Trained>((resolve, reject) => {
    worker.on("message", (message: FromWorker) => {
      if (message.kind === "step") onStep?.(message.step, message.steps, message.losses);
      else if (message.kind === "cells") onCells?.(message.done, message.cells);
      else if (message.kind === "state") keeping = keeping.then(() => onState?.(message.state));
      else if (message.kind === "trained") keeping.then(() => resolve(message.trained), reject);
      else if (message.code) reject(new CellScapeError(message.code, message.message));
      else reject(new Error(message.message));
    });
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`internal: a training worker ended with exit code ${code}`)));
  }).finally(() => signal?.removeEventListener("abort", stop));
}
