import { expect, test } from "vitest";
import { answerCalls } from "../../app/messages/answerCalls.ts";
import type { Calls, Handlers } from "../../app/messages/calls.ts";
import { callWorker } from "../../app/messages/callWorker.ts";
import type { Picked } from "../../app/messages/files.ts";
import { CellScapeError } from "../../src/core/errors.ts";

/** A worker that runs here: both ends of a channel, and messages that are copied as between threads. */
function workerOf(handlers: Partial<Handlers>) {
  const worker = new EventTarget();
  const scope = new EventTarget();
  const send = (to: EventTarget) => (data: unknown) =>
    void queueMicrotask(() => to.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) })));
  answerCalls<Calls>(
    Object.assign(scope, { postMessage: send(worker) }) as Parameters<typeof answerCalls>[0],
    handlers as Handlers,
  );
  const page = Object.assign(worker, { postMessage: send(scope), terminate: () => undefined });
  return { callee: callWorker<Calls>(page as unknown as Worker), page };
}

const input: Picked = { name: "a", isFolder: false, files: [] };
const order = { input, settings: {}, resume: false };

test("a result comes back to the call that wanted it, whatever the order", async () => {
  let release = (_: boolean): void => undefined;
  const late = new Promise<boolean>((resolve) => {
    release = resolve;
  });
  const { callee } = workerOf({ fields: async () => [], hasUnfinished: () => late });
  const first = callee.call("hasUnfinished", input);
  expect(await callee.call("fields", undefined)).toEqual([]);
  release(true);
  expect(await first).toBe(true);
});

test("what is reported on the way arrives before the result, and a stop reaches the work", async () => {
  const { callee } = workerOf({
    async run(_, { signal, report }) {
      report({ kind: "note", step: "plan", text: "began" });
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      return { folder: "/runs/a-1", lines: ["stopped"], stopped: true, files: [] };
    },
  });
  const stop = new AbortController();
  const events: unknown[] = [];
  const ran = callee.call("run", order, {
    signal: stop.signal,
    report(each) {
      events.push(each);
      stop.abort();
    },
  });
  expect(await ran).toEqual({
    folder: "/runs/a-1",
    lines: ["stopped"],
    stopped: true,
    files: [],
  });
  expect(events).toEqual([{ kind: "note", step: "plan", text: "began" }]);
});

test("an error of the library keeps its words and its code", async () => {
  const { callee } = workerOf({
    async inspect() {
      throw new CellScapeError("bad-file", "a: expected a file, got none");
    },
  });
  const failed = { message: "a: expected a file, got none", code: "bad-file" };
  await expect(callee.call("inspect", input)).rejects.toMatchObject(failed);
});

test("when the worker dies every call fails, those that wait and those that come", async () => {
  const { callee, page } = workerOf({ hasUnfinished: () => new Promise(() => undefined) });
  const waiting = callee.call("hasUnfinished", input);
  page.dispatchEvent(Object.assign(new Event("error"), { message: "out of memory" }));
  await expect(waiting).rejects.toThrow("out of memory");
  await expect(callee.call("fields", undefined)).rejects.toThrow("out of memory");
});
