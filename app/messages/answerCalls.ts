import { CellScapeError } from "../../src/core/errors.ts";
import type { CallName, Handlers } from "./calls.ts";
import type { Failure, FromWorker, ToWorker } from "./messages.ts";

/** The scope of a worker, as far as it is used. */
interface Port {
  addEventListener(type: "message", listener: (event: MessageEvent<ToWorker>) => void): void;
  postMessage(message: FromWorker): void;
}

/** Answer the calls of a page in its worker. */
export function answerCalls(port: Port, handlers: Handlers): void {
  const stops = new Map<number, AbortController>();
  const answer = async (id: number, name: CallName, args: unknown) => {
    const stop = new AbortController();
    stops.set(id, stop);
    // The page's side of the same table gave the name its arguments.
    const handler = handlers[name] as (args: unknown, context: object) => Promise<unknown>;
    try {
      const tell = (told: unknown) => port.postMessage({ kind: "told", id, told });
      port.postMessage({ kind: "done", id, result: await handler(args, { signal: stop.signal, tell }) });
    } catch (error) {
      port.postMessage({ kind: "failed", id, failure: failureOf(error) });
    } finally {
      stops.delete(id);
    }
  };
  port.addEventListener("message", ({ data }) => {
    if (data.kind === "stop") stops.get(data.id)?.abort();
    else void answer(data.id, data.name, data.args);
  });
}

function failureOf(error: unknown): Failure {
  if (error instanceof CellScapeError) return { message: error.message, code: error.code };
  return { message: error instanceof Error ? error.message : String(error), code: undefined };
}
