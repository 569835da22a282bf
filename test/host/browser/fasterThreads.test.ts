import { expect, test } from "vitest";
import type { Progress } from "../../../src/core/progress.ts";
import { type Attempt, fasterThreads } from "../../../src/host/browser/fasterThreads.ts";
import type { Embedded } from "../../../src/methods/embedded.ts";
import type { SeedHooks, SeedTask } from "../../../src/run/embedSeed.ts";

const task = { seed: 0, resume: undefined } as SeedTask;
const steps = 100;

/** Training that counts: its state is the number of steps done, and every step takes `cost(threads)` seconds of a clock. */
function counting(cost: (threads: number) => number) {
  let now = 0;
  const attempts: { threads: number; from: number; done: number }[] = [];
  const attempt: Attempt = ({ resume }, { report, save, signal }, threads) => {
    const mine = { threads, from: Number(resume ?? 0), done: Number(resume ?? 0) };
    attempts.push(mine);
    let ended = false;
    const work = async (): Promise<Embedded> => {
      const advance = { kind: "advance", step: "embeddings", total: steps } as const;
      if (mine.from > 0) report({ ...advance, done: mine.from, before: mine.from });
      while (mine.done < steps && !signal?.aborted) {
        now += cost(threads);
        mine.done++;
        report({ ...advance, done: mine.done });
        await save(mine.done, mine.done === steps);
        if (ended) return new Promise(() => undefined);
      }
      return { trained: mine.done } as unknown as Embedded;
    };
    const end = async () => {
      ended = true;
    };
    return { embedded: work(), end };
  };
  const notes: string[] = [];
  const told: Progress[] = [];
  const saved: unknown[] = [];
  const hooks: SeedHooks = {
    ...{ report: (each) => void told.push(each), signal: undefined, store: undefined },
    save: async (state) => void saved.push(state),
  };
  const embed = fasterThreads(attempt, 2, { clock: () => now, note: (text) => notes.push(text) });
  return { embed, hooks, attempts, notes, told, saved };
}

test("several threads that are faster take over from the state of one, and no step is made twice", async () => {
  const { embed, hooks, attempts, notes, saved } = counting((threads) => (threads === 1 ? 1 : 0.5));
  expect(await embed(task, hooks)).toEqual({ trained: steps });
  expect(attempts.map(({ threads, from }) => [threads, from])).toEqual([
    [1, 0],
    [2, 6],
  ]);
  expect(saved).toEqual(Array.from({ length: steps }, (_, i) => i + 1));
  expect(notes).toEqual(["training goes on with 2 threads (per step: 1.0 s with one, 0.500 s with 2)"]);
});

test("several threads that are slower give back to one", async () => {
  const { embed, hooks, attempts, saved } = counting((threads) => (threads === 1 ? 1 : 1.5));
  expect(await embed(task, hooks)).toEqual({ trained: steps });
  expect(attempts.map(({ threads, from }) => [threads, from])).toEqual([
    [1, 0],
    [2, 6],
    [1, 12],
  ]);
  expect(saved).toEqual(Array.from({ length: steps }, (_, i) => i + 1));
});

test("what was found for one seed holds for the next", async () => {
  const { embed, hooks, attempts } = counting((threads) => (threads === 1 ? 1 : 0.5));
  await embed(task, hooks);
  await embed(task, hooks);
  expect(attempts.slice(2)).toEqual([{ threads: 2, from: 0, done: steps }]);
});

test("short work stays with the thread that it began with", async () => {
  const { embed, hooks, attempts, notes } = counting(() => 0.1);
  await embed(task, hooks);
  expect(attempts).toEqual([{ threads: 1, from: 0, done: steps }]);
  expect(notes).toEqual([]);
});

test("where several threads do not start, one goes on from its state", async () => {
  const { embed, hooks, attempts, notes } = counting((threads) => {
    if (threads > 1) throw new Error("no thread");
    return 1;
  });
  expect(await embed(task, hooks)).toEqual({ trained: steps });
  expect(attempts.map(({ threads, from }) => [threads, from])).toEqual([
    [1, 0],
    [2, 6],
    [1, 6],
  ]);
  expect(notes).toEqual(["training goes on with one thread: several did not start"]);
});

test("after a stop no other attempt begins", async () => {
  const { embed, hooks, attempts } = counting(() => 1);
  const stop = new AbortController();
  const save: SeedHooks["save"] = async (state) => {
    if (state === 5) stop.abort();
  };
  expect(await embed(task, { ...hooks, save, signal: stop.signal })).toEqual({ trained: 5 });
  expect(attempts).toHaveLength(1);
});
