import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { nativeEngine } from "../../src/engine/node.ts";
import { allMethods } from "../../src/methods/registry.ts";
import { readsFeatures } from "../../src/run/methodInputs.ts";
import { run } from "../../src/run/run.ts";
import { coreSteps } from "../../src/run/steps.ts";
import type { ConfigInput } from "../../src/session/options/run.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { settingsFor } from "../settings.ts";

const domains = 3;
const tissue = simulateTissue({ cells: 120, genes: 40, domains }, createRandom(2));

/** Steps that a run to its domains makes, in their order. */
async function stepsOf(input: ConfigInput): Promise<string[]> {
  const begun: string[] = [];
  await run(tissue, ["domains"], coreSteps, {
    config: settingsFor({ domains, threads: 1, ...input }),
    report: (progress) => progress.kind === "begin" && begun.push(progress.step),
    signal: undefined,
    clock: () => 0,
    engine: () => nativeEngine({ threads: 1 }),
  });
  return begun;
}

test("domains take components of the methods that read them, and of no other", async () => {
  expect(await stepsOf({ method: "pca" })).toContain("features");
  expect(await stepsOf({ method: "spaceflow", epochs: 2, pairs: 200 })).toEqual([
    ...["selection", "expression", "embeddings", "graph", "domains"],
  ]);
});

test("pooled families are made of components, whatever the method reads", async () => {
  const own = { method: "spaceflow", epochs: 2, pairs: 200, clustering: "consensus" } as const;
  expect(await stepsOf(own)).not.toContain("features");
  expect(await stepsOf({ ...own, domainPool: true })).toContain("features");
});

test("the methods without components are those that read genes", () => {
  const without = allMethods().filter(({ name }) => !readsFeatures(settingsFor({ domains, method: name })));
  expect(without.map(({ name }) => name).sort()).toEqual(["cellcharter", "graphst", "spaceflow", "stagate"]);
});
