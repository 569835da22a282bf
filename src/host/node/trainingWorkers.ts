import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CellScapeError, type ErrorCode } from "../../core/errors.ts";
import { keepNothing } from "../../core/keepPart.ts";
import type { TrainingHooks, TrainingTask, TrainingWorkers } from "../../run/training/trainSeed.ts";

/** What a worker is told. */
export type ToWorker =
  | {
      readonly kind: "train";
      readonly task: TrainingTask;
      readonly engine: "native" | "wasm";
      readonly threads: number;
    }
  | { readonly kind: "kept"; readonly value: unknown }
  | { readonly kind: "make" }
  | { readonly kind: "stop" };

type Arguments<Hook extends "onStep" | "onState" | "onCells"> = Parameters<NonNullable<TrainingHooks[Hook]>>;
type Trained = Awaited<ReturnType<TrainingWorkers["train"]>>;

/** What a worker tells. */
export type FromWorker =
  | { readonly kind: "step"; readonly step: number; readonly steps: number; readonly losses: Arguments<"onStep">[2] }
  | { readonly kind: "state"; readonly state: Arguments<"onState">[0] }
  | { readonly kind: "part"; readonly name: string }
  | { readonly kind: "made"; readonly name: string; readonly value: unknown }
  | { readonly kind: "cells"; readonly done: number; readonly cells: number }
  | { readonly kind: "trained"; readonly trained: Trained; readonly peakMb: number }
  | { readonly kind: "failed"; readonly code: ErrorCode | undefined; readonly message: string };

/** Workers, and the memory that they took. */
export interface WorkerProcesses extends TrainingWorkers {
  /** The most that all workers together can have held at once, in megabytes. */
  peakMb(): number;
}

/** The worker's script, once it is built. */
const script = fileURLToPath(new URL("./trainWorker.js", import.meta.url));

/**
 * Workers that train `count` models at once, each a process of its own with a share of the threads: two models with a
 * thread each take less time than two threads on one after the other. Not worker threads: the native runtime may end a process two of whose threads hold
 * an engine each.
 *
 * @param engine name of the engine that computes.
 * @returns undefined where models are trained one after the other.
 */
export function trainingWorkers(
  engine: string,
  { count, threads }: { count: number; threads: number },
): WorkerProcesses | undefined {
  if (count < 2 || !isOnCpu(engine) || !existsSync(script)) return undefined;
  const each = Math.max(1, Math.floor(threads / count));
  const working = new Set<ChildProcess>();
  let largest = 0;
  return {
    count,
    peakMb: () => count * largest,
    async train(task, hooks) {
      const worker = fork(script, [], {
        serialization: "advanced",
        execArgv: [],
        stdio: ["ignore", "ignore", "inherit", "ipc"],
      });
      working.add(worker);
      try {
        const answer = hear(worker, hooks);
        worker.send({ kind: "train", task, engine, threads: each } satisfies ToWorker);
        const { trained, peakMb } = await answer;
        largest = Math.max(largest, peakMb);
        return trained;
      } catch (error) {
        // Where one model fails, none is needed.
        for (const other of working) other.kill("SIGKILL");
        throw error;
      } finally {
        working.delete(worker);
      }
    },
  };
}

/** Engines that use the processor alone; of a graphics card there is but one. */
function isOnCpu(engine: string): engine is "native" | "wasm" {
  return engine === "native" || engine === "wasm";
}

/** Hand on what a worker tells, until it has a model. */
function hear(
  worker: ChildProcess,
  { onStep, onState, onCells, keep = keepNothing, signal }: TrainingHooks,
): Promise<Extract<FromWorker, { kind: "trained" }>> {
  const tell = (message: ToWorker) => worker.connected && worker.send(message);
  const stop = () => tell({ kind: "stop" });
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  // Called with the part that the worker was told to make.
  let take: ((value: unknown) => void) | undefined;
  const keepPart = async (name: string): Promise<void> => {
    let made = false;
    const value = await keep<unknown>(name, () => {
      made = true;
      const whole = new Promise((resolve) => {
        take = resolve;
      });
      tell({ kind: "make" });
      return whole;
    });
    if (!made) tell({ kind: "kept", value });
  };
  // States are kept one after the other, and all before the model is handed on.
  let keeping = Promise.resolve();
  return new Promise<Extract<FromWorker, { kind: "trained" }>>((resolve, reject) => {
    // The channel carries what `trainWorker` posts, and nothing else.
    worker.on("message", (sent) => {
      const message = sent as FromWorker;
      if (message.kind === "step") onStep?.(message.step, message.steps, message.losses);
      else if (message.kind === "cells") onCells?.(message.done, message.cells);
      else if (message.kind === "made") take?.(message.value);
      else if (message.kind === "part") keepPart(message.name).catch(reject);
      else if (message.kind === "state") keeping = keeping.then(() => onState?.(message.state));
      else if (message.kind === "trained") keeping.then(() => resolve(message), reject);
      else if (message.code) reject(new CellScapeError(message.code, message.message));
      else reject(new Error(message.message));
    });
    worker.on("error", reject);
    worker.on("exit", (code, killed) => {
      // What was sent before the end may still be on its way.
      const ended = new Error(`internal: a training worker ended with ${killed ?? `exit code ${code}`}`);
      keeping.then(() => setTimeout(() => reject(ended), 1000), reject);
    });
  }).finally(() => signal?.removeEventListener("abort", stop));
}
