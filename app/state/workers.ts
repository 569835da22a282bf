import type { Calls } from "../messages/calls.ts";
import { type Callee, callWorker } from "../messages/callWorker.ts";

let start: (() => Worker) | undefined;

/** How the workers of a page start that holds its file. They answer what an explorer calls. */
export function startWith(other: () => Worker): void {
  start = other;
}

/** A worker of the page, for whatever it does. */
export const startWorker = (): Worker =>
  start ? start() : new Worker(new URL("../worker/pageWorker.ts", import.meta.url), { type: "module" });

/** One that answers what is no matter of the explorer; a run has one of its own. */
export const newWorker = () => callWorker<Calls>(startWorker());

/**
 * Look into a file in a worker of its own, so that the memory that reading takes goes back.
 *
 * @param work may take the worker over, which has loaded what reads files; it ends with the work otherwise.
 */
export async function lookingInto<T>(work: (looking: Callee<Calls>, takeOver: () => Worker) => Promise<T>): Promise<T> {
  const worker = startWorker();
  const looking = callWorker<Calls>(worker);
  let isTaken = false;
  try {
    return await work(looking, () => {
      isTaken = true;
      return worker;
    });
  } finally {
    if (!isTaken) looking.end();
  }
}

let reading: Callee<Calls> | undefined;

/** The worker of everything that reads no data. */
export function readings(): Callee<Calls> {
  reading ??= newWorker();
  return reading;
}
