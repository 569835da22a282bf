import { describe, expect, test, vi } from "vitest";
import type { Progress } from "../../src/core/progress.ts";
import { createTask, type PartStore, silentTask } from "../../src/core/task.ts";

function recorded(options: { signal?: AbortSignal; store?: PartStore } = {}) {
  const reports: Progress[] = [];
  const task = createTask("graph", { ...options, report: (progress) => reports.push(progress) });
  const shares = () => reports.flatMap((each) => (each.kind === "advance" ? [each.done / each.total] : []));
  return { task, reports, shares };
}

function storeOf(kept: Map<string, unknown>): PartStore {
  return {
    load: async (key) => kept.get(key),
    save: async (key, value) => kept.set(key, value),
  };
}

describe("a task", () => {
  test("reports shares in hundredths, each once, and never goes back", async () => {
    const { task, reports } = recorded();
    for (const share of [0, 0.004, 0.011, 0.012, 0.5, 0.3, 1, 1]) await task.update(share);
    expect(reports).toEqual([1, 50, 100].map((done) => ({ kind: "advance", step: "graph", done, total: 100 })));
  });

  test("reports a share again when what is under way changes", async () => {
    const { task, reports } = recorded();
    await task.update(0.5, "spatial");
    await task.update(0.5, "spatial");
    await task.update(0.5, "fused");
    expect(reports.map((each) => each.kind === "advance" && each.detail)).toEqual(["spatial", "fused"]);
  });

  test("has parts within parts", async () => {
    const { task, shares } = recorded();
    await task.part(0.5, 1).part(0, 0.5).update(0.4);
    expect(shares()).toEqual([0.6]);
  });

  test("has parts whose place is found as they work, and reports no way back", async () => {
    const { task, shares } = recorded();
    let total = 10;
    const part = task.placed((share) => (10 * share) / total);
    await part.part(0, 0.5).update(1);
    total = 25;
    await part.update(0.6);
    await part.update(1);
    expect(shares()).toEqual([0.5]);
    total = 10;
    await part.update(1);
    expect(shares()).toEqual([0.5, 1]);
  });

  test("has parts that say what is under way", async () => {
    const { task, reports } = recorded();
    await task.part(0, 0.5, "spatial").part(0, 1).update(0.4);
    expect(reports).toEqual([{ kind: "advance", step: "graph", done: 20, total: 100, detail: "spatial" }]);
  });

  test("reports units as they are, and those of a part as its share", async () => {
    const { task, reports } = recorded();
    await task.advance({ done: 3, total: 40, before: 2, detail: "loss 1" });
    await task.part(0.5, 1).advance({ done: 20, total: 40 });
    expect(reports).toEqual([
      { kind: "advance", step: "graph", done: 3, total: 40, before: 2, detail: "loss 1" },
      { kind: "advance", step: "graph", done: 75, total: 100 },
    ]);
  });

  test("reports notes and warnings under the name of its step", () => {
    const { task, reports } = recorded();
    task.note("6 neighbours per cell");
    task.part(0, 0.1).warn("2 cells have none");
    expect(reports).toEqual([
      { kind: "note", step: "graph", text: "6 neighbours per cell" },
      { kind: "warning", step: "graph", text: "2 cells have none" },
    ]);
  });

  test("ends at the next update once its signal has fired", () => {
    const stop = new AbortController();
    const { task } = recorded({ signal: stop.signal });
    expect(task.update(0.1)).toBeUndefined();
    stop.abort();
    expect(() => task.update(0.2)).toThrow("stopped before there was a result to keep");
    expect(() => task.part(0, 1).scope("a").update(0.2)).toThrow("stopped before there was a result to keep");
  });

  test("that finishes goes on and sees its signal; a sheltered one sees none", () => {
    const stop = new AbortController();
    const { task } = recorded({ signal: stop.signal });
    stop.abort();
    expect(task.finishing().part(0, 1).update(0.2)).toBeUndefined();
    expect(task.finishing().signal?.aborted).toBe(true);
    expect(task.sheltered().part(0, 1).update(0.3)).toBeUndefined();
    expect(task.sheltered().signal).toBeUndefined();
  });

  test("lets events run when they have waited, and not before", async () => {
    const now = vi.spyOn(performance, "now").mockReturnValue(1000);
    const { task } = recorded();
    let ran = false;
    setTimeout(() => {
      ran = true;
    }, 0);
    expect(task.update(0.1)).toBeUndefined();
    now.mockReturnValue(1025);
    expect(task.due()).toBe(true);
    await task.update(0.2);
    expect(ran).toBe(true);
    expect(task.due()).toBe(false);
    now.mockRestore();
  });
});

describe("a memo", () => {
  test("is made once and taken from the store by later processes", async () => {
    const kept = new Map<string, unknown>();
    const make = () => Float64Array.of(1, 2);
    await recorded({ store: storeOf(kept) })
      .task.scope("0")
      .memo("fit", make);
    expect([...kept.keys()]).toEqual(["graph-0-fit"]);
    const again = recorded({ store: storeOf(kept) }).task.scope("0");
    expect(await again.memo("fit", () => expect.unreachable())).toEqual(make());
  });

  test("that was kept counts as work done before", async () => {
    const kept = new Map<string, unknown>([["graph-basis", 7]]);
    const { task, reports } = recorded({ store: storeOf(kept) });
    await task.memo("basis", () => 7);
    await task.update(0.25);
    await task.update(0.5);
    expect(reports).toEqual([25, 50].map((done) => ({ kind: "advance", step: "graph", done, total: 100, before: 25 })));
  });

  test("is neither kept nor taken after a stop, and undefined is never kept", async () => {
    const kept = new Map<string, unknown>([["graph-old", 1]]);
    const stop = new AbortController();
    const { task } = recorded({ store: storeOf(kept), signal: stop.signal });
    await task.memo("nothing", () => undefined);
    stop.abort();
    expect(await task.memo("old", () => 2)).toBe(2);
    await task.memo("new", () => 3);
    expect([...kept]).toEqual([["graph-old", 1]]);
  });
});

test("the silent task makes memos and waits for nothing", async () => {
  expect(silentTask.update(0.5)).toBeUndefined();
  expect(
    await silentTask
      .part(0, 1)
      .scope("a")
      .memo("b", () => 4),
  ).toBe(4);
});
