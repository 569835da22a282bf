import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CellScapeError, type ErrorCode } from "../../core/errors.ts";
import type { Progress } from "../../core/progress.ts";
import type { Embedded } from "../../methods/embedded.ts";
import type { SeedHooks, SeedTask } from "../../run/embedSeed.ts";
import type { HostWorkers, WorkerShare } from "../host.ts";

/** Messages to a worker. */
export type ToWorker =
  | {
      readonly kind: "embed";
      readonly task: SeedTask;
      readonly engine: "native" | "wasm";
      readonly threads: number;
    }
  /** Answer to `load`: undefined where nothing was kept. */
  | { readonly kind: "loaded"; readonly value: unknown }
  | { readonly kind: "stop" };

/** Messages of a worker. */
export type FromWorker =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "state"; readonly state: unknown; readonly final: boolean }
  | { readonly kind: "load"; readonly key: string }
  | { readonly kind: "keep"; readonly key: string; readonly value: unknown; readonly seconds: number }
  | { readonly kind: "embedded"; readonly embedded: Embedded; readonly peakMb: number }
  | { readonly kind: "failed"; readonly code: ErrorCode | undefined; readonly message: string };

/** The worker's script, once it is built. */
const script = fileURLToPath(new URL("./seedWorker.js", import.meta.url));

/**
 * Workers that embed with `count` seeds at once, each a process of its own with a share of the threads: two models with a
 * thread each take less time than two threads on one after the other. Not worker threads: the native runtime may end a
 * process two of whose threads hold an engine each.
 *
 * @param engine name of the engine that computes.
 * @returns undefined where seeds are computed one after the other.
 */
export function seedWorkers(engine: string, { count, threads }: WorkerShare): HostWorkers | undefined {
  if (count < 2 || !isOnCpu(engine) || !existsSync(script)) return undefined;
  const each = Math.max(1, Math.floor(threads / count));
  const working = new Set<ChildProcess>();
  let largest = 0;
  return {
    count,
    peakMb: () => count * largest,
    async embed(task, hooks) {
      const worker = fork(script, [], {
        serialization: "advanced",
        execArgv: [],
        stdio: ["ignore", "ignore", "inherit", "ipc"],
      });
      working.add(worker);
      try {
        const answer = hear(worker, hooks);
        worker.send({ kind: "embed", task, engine, threads: each } satisfies ToWorker);
        const { embedded, peakMb } = await answer;
        largest = Math.max(largest, peakMb);
        return embedded;
      } catch (error) {
        // Where one seed fails, none is needed.
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

/** Hand on the messages of a worker, until it has a result. */
function hear(
  worker: ChildProcess,
  { report, signal, store, save }: SeedHooks,
): Promise<Extract<FromWorker, { kind: "embedded" }>> {
  const send = (message: ToWorker) => worker.connected && worker.send(message);
  const stop = () => send({ kind: "stop" });
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  // What is kept is kept one after the other, and all before the result is handed on.
  let keeping = Promise.resolve();
  const queue = (work: () => unknown) => {
    keeping = keeping.then(async () => {
      await work();
    });
  };
  return new Promise<Extract<FromWorker, { kind: "embedded" }>>((resolve, reject) => {
    // The channel carries what `seedWorker` posts, and nothing else.
    worker.on("message", (sent) => {
      const message = sent as FromWorker;
      if (message.kind === "progress") report(message.progress);
      else if (message.kind === "state") queue(() => save(message.state, message.final));
      else if (message.kind === "load")
        queue(async () => send({ kind: "loaded", value: await store?.load(message.key) }));
      else if (message.kind === "keep") queue(() => store?.save(message.key, message.value, message.seconds));
      else if (message.kind === "embedded") keeping.then(() => resolve(message), reject);
      else if (message.code) reject(new CellScapeError(message.code, message.message));
      else reject(new Error(message.message));
    });
    worker.on("error", reject);
    worker.on("exit", (code, killed) => {
      // What was sent before the end may still be on its way.
      const ended = new Error(`internal: a worker ended with ${killed ?? `exit code ${code}`}`);
      keeping.then(() => setTimeout(() => reject(ended), 1000), reject);
    });
  }).finally(() => signal?.removeEventListener("abort", stop));
}
