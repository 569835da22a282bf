import { CellScapeError } from "../../core/errors.ts";
import { createTask, type PartStore } from "../../core/task.ts";
import { embedSeed } from "../../run/embedSeed.ts";
import { nodeEngines } from "./nodeEngines.ts";
import { peakMb } from "./peakMemory.ts";
import type { FromWorker, ToWorker } from "./seedWorkers.ts";

// Runs in a process of its own: embeds with the one seed that it is given, and ends.

const controller = new AbortController();
// Signals of a terminal or a scheduler go to all processes; this one stops when it gets a message to, or when the process
// that started it is gone.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);
process.on("disconnect", () => process.exit());
process.on("message", (message: ToWorker) => {
  if (message.kind === "stop") controller.abort();
  else if (message.kind === "embed") void work(message);
  else answered?.(message.value);
});

/** Called with the answer to the last `load`. */
let answered: ((value: unknown) => void) | undefined;

/** Parts are kept by the process that started this one. */
const store: PartStore = {
  load(key) {
    post({ kind: "load", key });
    return new Promise((resolve) => {
      answered = resolve;
    });
  },
  async save(key, value, seconds) {
    post({ kind: "keep", key, value, seconds });
  },
};

async function work({ task, engine, threads }: Extract<ToWorker, { kind: "embed" }>): Promise<void> {
  const { signal } = controller;
  const answer = await embedSeed(task, {
    engine: () => nodeEngines[engine]({ threads }),
    task: createTask("embeddings", { report: (progress) => post({ kind: "progress", progress }), signal, store }),
    save: async (state, final) => post({ kind: "state", state, final }),
  }).then(
    (embedded): FromWorker => ({ kind: "embedded", embedded, peakMb: peakMb() }),
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
