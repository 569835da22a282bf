import { wasmEngine } from "../../engine/web.ts";
import { answerSeed } from "../seeds/answerSeed.ts";
import type { FromSeedWorker, ToPageSeedWorker } from "../seeds/messages.ts";

/** The scope of a worker, as far as it is used. */
interface Port {
  addEventListener(type: "message", listener: (event: MessageEvent<ToPageSeedWorker>) => void): void;
  postMessage(message: FromSeedWorker): void;
}

/** Seconds between states that are sent: a state is copied on its way, and another worker can go on from any. */
const secondsBetween = 1;

/**
 * Make a worker train the models that `PageSeedWorkers` sends to it.
 *
 * @param port scope of the worker: `self`.
 * @param runtime address of the folder with the files of onnxruntime-web; beside the script by default.
 */
export function answerSeeds(port: Port, runtime?: string): void {
  let sent = Number.NEGATIVE_INFINITY;
  const answer = answerSeed({
    post(message) {
      const now = performance.now() / 1000;
      if (message.kind === "state" && !message.final && now - sent < secondsBetween) return;
      if (message.kind === "state") sent = now;
      port.postMessage(message);
    },
    engine: (_, threads) => wasmEngine({ threads, ...(runtime === undefined ? {} : { files: runtime }) }),
    peakMb: () => 0,
  });
  port.addEventListener("message", ({ data }) => {
    // Pages of other hosts without encryption have no locks.
    if (data.kind === "hold") void navigator.locks?.request(data.lock, () => new Promise(() => {}));
    else void answer(data)?.then((last) => port.postMessage(last));
  });
}
