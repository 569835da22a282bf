import { expect, test } from "vitest";
import { silentTask } from "../../../src/core/task.ts";
import { medoidConsensus, weightedPlurality } from "../../../src/domains/consensus/consensusRules.ts";
import { policies } from "../../../src/domains/policy.ts";

const { consensus } = policies.default;
/** Cells in a row, each beside the ones next to it. */
const touching = async () =>
  Int32Array.from({ length: 16 }, (_, e) => {
    const i = e >> 1;
    const beside = e % 2 === 0 ? i - 1 : i + 1;
    return beside < 0 ? 1 : beside > 7 ? -1 : beside;
  });
const connected = Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1);
const fragmented = Int32Array.of(0, 1, 0, 0, 1, 1, 0, 1);
const partitions = [fragmented, connected, fragmented];
const families = partitions.map(() => "embedding" as const);
const inputs = { partitions, families, agreement: Float64Array.of(0.6, 0.5, 0.6), count: 2, touching };

test("the medoid is the first partition that agrees most with the others", async () => {
  expect(await medoidConsensus(inputs, consensus, silentTask)).toEqual({ chosen: 0, labels: fragmented });
});

test("a connected partition outweighs two fragmented ones that agree more", async () => {
  expect(await weightedPlurality(inputs, consensus, silentTask)).toEqual({ chosen: 1, labels: connected });
});

test("where fragmentation weighs little, the majority decides each cell", async () => {
  const { labels } = await weightedPlurality(inputs, { ...consensus, fragmentationOffset: 100 }, silentTask);
  expect(labels).toEqual(fragmented);
});
