import { expect, test } from "vitest";
import { usualMemory, usualThreads } from "../../../src/host/node/allotted.ts";

const gigabyte = 2 ** 30;

test("without a scheduler all cores and 80 % of what is free are used", () => {
  expect(usualThreads({}, 8)).toEqual({ count: 8, why: undefined });
  expect(usualMemory(10 * gigabyte, 0, {})).toEqual({
    bytes: 8 * gigabyte,
    why: "80 % of what is free; --memory sets it",
  });
});

test("threads are the CPUs of the SLURM task, and no more than there are", () => {
  expect(usualThreads({ SLURM_CPUS_PER_TASK: "4" }, 8)).toEqual({ count: 4, why: "SLURM_CPUS_PER_TASK" });
  expect(usualThreads({ SLURM_CPUS_PER_TASK: "40" }, 8).count).toBe(8);
});

test.each([
  [{ SLURM_MEM_PER_NODE: "4096" }, 4, "SLURM_MEM_PER_NODE"],
  [{ SLURM_MEM_PER_CPU: "2048", SLURM_CPUS_PER_TASK: "3" }, 6, "SLURM_MEM_PER_CPU x SLURM_CPUS_PER_TASK"],
  [{ SLURM_MEM_PER_CPU: "2048" }, 2, "SLURM_MEM_PER_CPU"],
])("memory is 80 %% of what SLURM allots: %j", (env, allotted, why) => {
  const { bytes, why: said } = usualMemory(100 * gigabyte, 0, env);
  expect(bytes).toBeCloseTo(0.8 * allotted * gigabyte, 0);
  expect(said).toBe(`80 % of ${why}; --memory sets it`);
});

test("less free memory than allotted counts, and so does a node that is allotted whole", () => {
  expect(usualMemory(gigabyte, 0, { SLURM_MEM_PER_NODE: "4096" }).bytes).toBe(0.8 * gigabyte);
  expect(usualMemory(gigabyte, 0, { SLURM_MEM_PER_NODE: "0" }).bytes).toBe(0.8 * gigabyte);
});

test("text that is no whole number is passed over", () => {
  expect(usualThreads({ SLURM_CPUS_PER_TASK: "4(x2)" }, 8).count).toBe(8);
  expect(usualMemory(gigabyte, 0, { SLURM_MEM_PER_NODE: "4G" }).bytes).toBe(0.8 * gigabyte);
});
