import { expect, test } from "vitest";
import type { Progress } from "../../../src/core/progress.ts";
import { seedProgress } from "../../../src/run/seeds/seedProgress.ts";

/** What two seeds of 20 steps and 3 more units report. */
function reported() {
  const said: Extract<Progress, { kind: "advance" }>[] = [];
  const progress = seedProgress(
    (each) => {
      if (each.kind === "advance") said.push(each);
    },
    { step: "embeddings", seed: 7, seeds: 2 },
    { steps: 20, units: 23 },
  );
  const advance = (s: number, done: number, more: { detail?: string; before?: number } = {}) =>
    progress.report(s)({ kind: "advance", step: "embeddings", done, total: 23, ...more });
  return { said, progress, advance };
}

test("seeds that are computed at once advance together, with units beyond the training steps", () => {
  const { said, progress, advance } = reported();
  advance(0, 10);
  advance(1, 4, { detail: "loss 0.5" });
  expect(said.at(-1)).toMatchObject({ done: 14, total: 46, before: 0 });
  expect(said.at(-1)?.detail).toBe("seed 8, loss 0.5");
  expect(progress.steps()).toBe("14 of 40");
  advance(0, 21);
  advance(0, 23);
  advance(1, 23);
  expect(said.at(-1)).toMatchObject({ done: 46, total: 46 });
  expect(progress.steps()).toBe("40 of 40");
  expect(said.map(({ done }) => done)).toEqual([...said.map(({ done }) => done)].sort((a, b) => a - b));
});

test("what an earlier process did counts as done, and as no pace of this one", () => {
  const { said, progress, advance } = reported();
  progress.begin(0, 23);
  advance(1, 6, { before: 6 });
  expect(said.at(-1)).toMatchObject({ done: 29, total: 46, before: 29 });
  expect(progress.steps()).toBe("26 of 40");
  advance(1, 7);
  expect(said.at(-1)).toMatchObject({ done: 30, before: 29 });
});

test("shares of the work are reported in whole units", () => {
  const { said, progress } = reported();
  progress.report(0)({ kind: "advance", step: "embeddings", done: 33, total: 100 });
  expect(said.at(-1)).toMatchObject({ done: 7, total: 46 });
  expect(progress.steps()).toBe("7 of 40");
});
