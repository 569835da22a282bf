import type { Calls } from "../messages/calls.ts";
import { type Callee, callWorker } from "../messages/callWorker.ts";

/** A worker of the page, for whatever it does. */
export const startWorker = () => new Worker(new URL("../worker/pageWorker.ts", import.meta.url), { type: "module" });

/** One that answers what is no matter of the explorer; a run has one of its own. */
export const newWorker = () => callWorker<Calls>(startWorker());

let reading: Callee<Calls> | undefined;

/** The worker of everything that is no run. A page that holds its file never starts it. */
export function readings(): Callee<Calls> {
  reading ??= newWorker();
  return reading;
}
