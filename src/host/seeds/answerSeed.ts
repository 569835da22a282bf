import { CellScapeError } from "../../core/errors.ts";
import { createTask, type PartStore } from "../../core/task.ts";
import type { Engine } from "../../engine/engine.ts";
import { embedSeed } from "../../run/embedSeed.ts";
import type { FromSeedWorker, SeedEngine, ToSeedWorker } from "./messages.ts";

export interface SeedSurroundings {
  post(message: FromSeedWorker): void;
  engine(kind: SeedEngine, threads: number): Promise<Engine>;
  peakMb(): number;
}

/** Milliseconds between two states of training that are sent: to copy one may take longer than a step. */
const statesEvery = 1000;

/**
 * The work of a worker: embed with the one seed that it is given.
 *
 * @returns takes the messages of the program that started it; resolves once the seed that a message gave is done with, to
 * the answer that is to be sent as the last message.
 */
export function answerSeed(around: SeedSurroundings): (message: ToSeedWorker) => Promise<FromSeedWorker> | undefined {
  const { post } = around;
  const stop = new AbortController();
  /** The newest state of training, unless it was sent. */
  let waiting: Extract<FromSeedWorker, { kind: "state" }> | undefined;
  let sent = performance.now();
  const sendState = () => {
    if (waiting) post(waiting);
    waiting = undefined;
    sent = performance.now();
  };
  /** Called with the answer to the last `load`. */
  let answered: ((value: unknown) => void) | undefined;
  /** Parts are kept by the program that started this one. */
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
  return (message) => {
    if (message.kind === "stop") stop.abort();
    else if (message.kind === "loaded") answered?.(message.value);
    else {
      const { task, engine, threads } = message;
      const report = createTask("embeddings", {
        report: (progress) => post({ kind: "progress", progress }),
        signal: stop.signal,
        store,
      });
      return embedSeed(task, {
        engine: () => around.engine(engine, threads),
        task: report,
        async save(state, final) {
          waiting = { kind: "state", state, final };
          if (final || performance.now() - sent > statesEvery) sendState();
        },
      }).then(
        (embedded) => {
          // A run that was stopped goes on from its last step.
          if (embedded.stoppedEarly) sendState();
          return { kind: "embedded", embedded, peakMb: around.peakMb() };
        },
        (error: unknown) => {
          const code = error instanceof CellScapeError ? error.code : undefined;
          return { kind: "failed", code, message: error instanceof Error ? error.message : String(error) };
        },
      );
    }
    return undefined;
  };
}
