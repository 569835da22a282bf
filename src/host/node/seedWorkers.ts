import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { HostWorkers, WorkerShare } from "../host.ts";
import { hearSeed, type SeedChannel } from "../seeds/hearSeed.ts";
import { type FromSeedWorker, isSeedEngine, type ToSeedWorker } from "../seeds/messages.ts";

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
  if (count < 2 || !isSeedEngine(engine) || !existsSync(script)) return undefined;
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
        const answer = hearSeed(channelTo(worker), hooks);
        worker.send({ kind: "embed", task, engine, threads: each } satisfies ToSeedWorker);
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

function channelTo(worker: ChildProcess): SeedChannel {
  return {
    send(message) {
      if (worker.connected) worker.send(message);
    },
    listen(onMessage, onEnd) {
      // The channel carries what `seedWorker` posts, and nothing else.
      worker.on("message", (sent) => onMessage(sent as FromSeedWorker));
      worker.on("error", onEnd);
      worker.on("exit", (code, killed) => {
        // What was sent before the end may still be on its way.
        const ended = new Error(`internal: a worker ended with ${killed ?? `exit code ${code}`}`);
        setTimeout(() => onEnd(ended), 1000);
      });
    },
  };
}
