import type { Embedded } from "../../methods/embedded.ts";
import type { SeedHooks, SeedTask } from "../../run/embedSeed.ts";
import type { HostWorkers, WorkerShare } from "../host.ts";
import { hearSeed } from "../seeds/hearSeed.ts";
import { type FromSeedWorker, isSeedEngine, type SeedEngine, type ToPageSeedWorker } from "../seeds/messages.ts";
import { type Attempt, fasterThreads } from "./fasterThreads.ts";

/** What a page gives for models to be trained in workers of their own. */
export interface PageSeedWorkers {
  /** A worker whose script calls `answerSeeds`. */
  start(): Worker;
  /** Reports how models are trained, one sentence: it depends on the machine and is no part of a result. */
  note(text: string): void;
}

/**
 * Workers of a page that embed with `count` seeds at once. Their memory, which WebAssembly never gives back, goes with them.
 * Where a model has several threads, the first steps show whether they are faster than one.
 *
 * @param threads of all workers together, as far as the page may have threads.
 * @returns undefined where seeds are computed in the worker of the run.
 */
export function pageSeedWorkers(
  given: PageSeedWorkers | undefined,
  engine: string,
  { count, threads }: WorkerShare,
): HostWorkers | undefined {
  if (!given || !isSeedEngine(engine)) return undefined;
  const each = crossOriginIsolated ? Math.max(1, Math.floor(threads / count)) : 1;
  const working = new Set<Worker>();
  const attempt: Attempt = (task, hooks, ownThreads) => {
    const worker = given.start();
    working.add(worker);
    const lock = `cellscape worker ${Math.random()}`;
    const end = async () => {
      working.delete(worker);
      worker.terminate();
      // A worker ends some time after the call, and its memory with it: the next begins when its lock is free.
      await navigator.locks?.request(lock, async () => undefined);
    };
    return { embedded: embedIn(worker, task, { hooks, engine, threads: ownThreads, lock }).finally(end), end };
  };
  const embed = fasterThreads(attempt, each, { clock: () => performance.now() / 1000, note: given.note });
  return {
    count,
    peakMb: () => 0,
    async embed(task, hooks) {
      try {
        return await embed(task, hooks);
      } catch (error) {
        // Where one seed fails, none is needed.
        for (const other of working) other.terminate();
        throw error;
      }
    },
  };
}

interface Terms {
  readonly hooks: SeedHooks;
  readonly engine: SeedEngine;
  readonly threads: number;
  /** A lock of this browser that the worker holds as long as it lives. */
  readonly lock: string;
}

async function embedIn(worker: Worker, task: SeedTask, { hooks, engine, threads, lock }: Terms): Promise<Embedded> {
  const send = (message: ToPageSeedWorker) => worker.postMessage(message);
  send({ kind: "hold", lock });
  const heard = hearSeed(
    {
      send,
      listen(onMessage, onEnd) {
        worker.addEventListener("message", ({ data }: MessageEvent<FromSeedWorker>) => onMessage(data));
        worker.addEventListener("error", ({ message }) =>
          onEnd(new Error(`internal: a worker ended: ${message ?? "it did not load"}`)),
        );
      },
    },
    hooks,
  );
  send({ kind: "embed", task, engine, threads });
  return (await heard).embedded;
}
