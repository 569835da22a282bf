import type { Failure, FromWorker, ToWorker } from "./messages.ts";
import type { CallTable } from "./table.ts";

/** A failed call, with the code of the library's own errors. */
export class CallError extends Error {
  readonly code: string | undefined;

  constructor({ message, code }: Failure) {
    super(message);
    this.name = "CallError";
    this.code = code;
  }
}

interface Waiting {
  readonly done: (result: unknown) => void;
  readonly fail: (error: CallError) => void;
  readonly report: ((progress: unknown) => void) | undefined;
}

/** A worker as the page sees it. */
export interface Callee<Table extends CallTable<Table>> {
  call<Name extends keyof Table & string>(
    name: Name,
    args: Table[Name]["args"],
    options?: { readonly signal?: AbortSignal; readonly report?: (progress: Table[Name]["progress"]) => void },
  ): Promise<Table[Name]["result"]>;
  /** End the worker, with whatever it does: its memory goes back. */
  end(): void;
}

/** Call a worker that answers by `answerCalls`. A worker that dies fails every call that waits. */
export function callWorker<Table extends CallTable<Table>>(worker: Worker): Callee<Table> {
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let dead: CallError | undefined;
  const send = (message: ToWorker) => worker.postMessage(message);
  const failAll = (message: string) => {
    dead = new CallError({ message, code: undefined });
    for (const { fail } of waiting.values()) fail(dead);
    waiting.clear();
  };
  worker.addEventListener("error", ({ message }) =>
    failAll(`the worker of this page ended: ${message ?? "it did not load"}`),
  );
  worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
    const call = waiting.get(data.id);
    if (data.kind === "progress") {
      call?.report?.(data.progress);
      return;
    }
    waiting.delete(data.id);
    if (data.kind === "done") call?.done(data.result);
    else call?.fail(new CallError(data.failure));
  });
  return {
    call: (name, args, { signal, report } = {}) =>
      new Promise((resolve, reject) => {
        if (dead) throw dead;
        const id = ++calls;
        // The worker's side of the same table gives the results of this name, and its other entries.
        const done = resolve as (result: unknown) => void;
        waiting.set(id, { done, fail: reject, report: report as ((progress: unknown) => void) | undefined });
        signal?.addEventListener("abort", () => send({ kind: "stop", id }));
        send({ kind: "call", id, name, args });
      }),
    end() {
      worker.terminate();
      failAll("the work was ended");
    },
  };
}
