import type { Calls } from "../messages/calls.ts";
import { callWorker } from "../messages/callWorker.ts";

/** A worker of the page; a run has one of its own. */
export const newWorker = () =>
  callWorker<Calls>(new Worker(new URL("../worker/jobWorker.ts", import.meta.url), { type: "module" }));

/** The worker of everything that is no run. */
export const readings = newWorker();
