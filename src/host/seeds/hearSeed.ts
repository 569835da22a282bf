import { CellScapeError } from "../../core/errors.ts";
import type { SeedHooks } from "../../run/embedSeed.ts";
import type { FromSeedWorker, ToSeedWorker } from "./messages.ts";

/** A worker that embeds with one seed, as the program that started it sees it. */
export interface SeedChannel {
  send(message: ToSeedWorker): void;
  /** Called once, with what takes its messages and what takes the reason of its end. */
  listen(onMessage: (message: FromSeedWorker) => void, onEnd: (reason: Error) => void): void;
}

/** Hand on the messages of a worker, until it has a result. */
export function hearSeed(
  { send, listen }: SeedChannel,
  { report, signal, store, save }: SeedHooks,
): Promise<Extract<FromSeedWorker, { kind: "embedded" }>> {
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
  return new Promise<Extract<FromSeedWorker, { kind: "embedded" }>>((resolve, reject) => {
    listen(
      (message) => {
        if (message.kind === "progress") report(message.progress);
        else if (message.kind === "state") queue(() => save(message.state, message.final));
        else if (message.kind === "load")
          queue(async () => send({ kind: "loaded", value: await store?.load(message.key) }));
        else if (message.kind === "keep") queue(() => store?.save(message.key, message.value, message.seconds));
        else if (message.kind === "embedded") keeping.then(() => resolve(message), reject);
        else if (message.code) reject(new CellScapeError(message.code, message.message));
        else reject(new Error(message.message));
      },
      (reason) => keeping.then(() => reject(reason), reject),
    );
  }).finally(() => signal?.removeEventListener("abort", stop));
}
