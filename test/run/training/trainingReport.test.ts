import { expect, test } from "vitest";
import type { Progress } from "../../../src/core/progress.ts";
import { trainingReport } from "../../../src/run/training/trainingReport.ts";

const losses = { reconstruction: 0.5, contrast: 2 };

/** What two seeds of 4 x 5 steps tell. */
function told() {
  const said: Extract<Progress, { kind: "advance" }>[] = [];
  const plan = { cells: 100, batches: 5, patches: 1, epochs: 4 };
  const report = trainingReport(
    (progress) => {
      if (progress.kind === "advance") said.push(progress);
    },
    { seed: 7, seeds: 2 },
    plan,
  );
  return { said, report };
}

test("models that are trained at once advance together, and embedding their cells counts as some steps", () => {
  const { said, report } = told();
  const [first, second] = [report.hooks(0), report.hooks(1)];
  first.onStep(10, 20, losses);
  second.onStep(4, 20, losses);
  expect(said.at(-1)).toMatchObject({ done: 14, total: 46, before: 0 });
  expect(said.at(-1)?.detail).toBe("seed 8, reconstruction 0.5000, contrast 2.0000");
  expect(report.steps()).toBe("14 of 40");
  first.onStep(20, 20, losses);
  first.onCells(50, 100);
  first.onCells(51, 100);
  expect(said.at(-1)).toMatchObject({ done: 25, detail: "seed 7, 50 of 100 cells embedded" });
  first.onCells(100, 100);
  second.onStep(20, 20, losses);
  second.onCells(100, 100);
  expect(said.at(-1)).toMatchObject({ done: 46, total: 46 });
  expect(said.map(({ done }) => done)).toEqual([...said.map(({ done }) => done)].sort((a, b) => a - b));
});

test("what an earlier process did counts as done, and as no pace of this one", () => {
  const { said, report } = told();
  report.begin(0, "finished");
  report.begin(1, 6);
  expect(said.at(-1)).toMatchObject({ done: 29, total: 46, before: 29 });
  expect(report.steps()).toBe("26 of 40");
  report.hooks(1).onStep(7, 20, losses);
  expect(said.at(-1)).toMatchObject({ done: 30, before: 29 });
});
