import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { referenceEngine } from "../../src/engine/reference.ts";
import { runnerWith } from "../../src/session/runData.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";

const tissue = simulateTissue({ cells: 120, genes: 20, domains: 2 }, createRandom(0));
const run = runnerWith({ reference: async () => referenceEngine });

test("a run needs a data set and nothing else", async () => {
  const { artifacts } = await run(tissue, ["graph"]);
  expect(artifacts.graph.graph.starts).toHaveLength(121);
});

test("progress is reported to the program that wants it", async () => {
  const steps: string[] = [];
  await run(tissue, ["selection"], { report: (each) => each.kind === "begin" && steps.push(each.step) });
  expect(steps).toContain("selection");
});

test("settings that do not fit are refused before anything is computed", async () => {
  await expect(run(tissue, ["domains"], { config: { domains: "many" } })).rejects.toThrow(/domains: expected/);
});

test("an engine that the platform lacks is named", async () => {
  const config = { domains: 2, engine: "cuda" } as const;
  await expect(run(tissue, ["domains"], { config })).rejects.toThrow(/expected one of auto, reference, got cuda/);
});
