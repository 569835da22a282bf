import { expect, test } from "vitest";
import { CellScapeError } from "../../../src/core/errors.ts";
import { createRandom } from "../../../src/core/random.ts";
import { createTask } from "../../../src/core/task.ts";
import type { DataDescription } from "../../../src/methods/inputs.ts";
import { methodNamed, registerMethod } from "../../../src/methods/registry.ts";

import { run } from "../../../src/run/run.ts";
import { coreSteps } from "../../../src/run/steps.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";
import { settingsFor } from "../../settings.ts";

test("a method refuses data that it cannot take before anything else is computed", async () => {
  const seen: DataDescription[] = [];
  const remove = registerMethod({
    ...methodNamed("smooth"),
    name: "logs-only",
    accepts(data) {
      seen.push(data);
      if (data.counts) throw new CellScapeError("unsupported", `${data.name}: expected logarithms, got counts`);
    },
  });
  const dataset = simulateTissue({ cells: 120, genes: 40, domains: 3 }, createRandom(1));
  const begun: string[] = [];
  const context = {
    config: settingsFor({ method: "logs-only", domains: 3 }),
    report: ({ kind, step }: { kind: string; step: string }) => void (kind === "begin" && begun.push(step)),
    signal: undefined,
    clock: () => 0,
    engine: () => Promise.reject(new Error("no engine is needed")),
    task: createTask("test"),
  };
  await expect(run(dataset, ["domains"], coreSteps, context)).rejects.toThrow(/expected logarithms, got counts/);
  remove();
  expect(begun).toEqual(["selection"]);
  const values = expect.stringContaining("raw counts");
  const size = { name: dataset.name, cells: 120, genes: 40, samples: 1 };
  expect(seen).toEqual([{ ...size, counts: true, values, takenAs: undefined }]);
});
