import { CellScapeError } from "../../src/core/errors.ts";
import type { Failure, FromWorker, ToWorker } from "./messages.ts";
import { type CallContext, type CallTable, type HandlersOf, Moved } from "./table.ts";

/** The scope of a worker, as far as it is used. */
interface Port {
  addEventListener(type: "message", listener: (event: MessageEvent<ToWorker>) => void): void;
  postMessage(message: FromWorker, options?: { transfer?: Transferable[] }): void;
}

/** Answer the calls of a page in its worker. */
export function answerCalls<Table extends CallTable<Table>>(port: Port, handlers: HandlersOf<Table>): void {
  const stops = new Map<number, AbortController>();
  // The page's side of the same table gave the name its arguments.
  const byName = handlers as Readonly<
    Record<string, (args: unknown, context: CallContext<unknown>) => Promise<unknown>>
  >;
  const answer = async (id: number, name: string, args: unknown) => {
    const stop = new AbortController();
    stops.set(id, stop);
    try {
      const report = (progress: unknown) => port.postMessage({ kind: "progress", id, progress });
      const found = await byName[name](args, { signal: stop.signal, report });
      if (found instanceof Moved)
        port.postMessage({ kind: "done", id, result: found.result }, { transfer: [...found.buffers] });
      else port.postMessage({ kind: "done", id, result: found });
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
