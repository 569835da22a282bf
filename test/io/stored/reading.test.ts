import { expect, test } from "vitest";
import { createTask, silentTask, type Task } from "../../../src/core/task.ts";
import { type Reading, readLater, readNow } from "../../../src/io/stored/reading.ts";
import { memoryTree } from "../memoryTree.ts";

function* sum(): Reading<number> {
  let total = 0;
  for (let at = 0; at < 6; at += 2) {
    for (const value of yield { path: "X/data", from: [at], count: [2] }) total += value;
  }
  return total;
}

const tree = memoryTree({ "X/data": { values: Float64Array.of(1, 2, 3, 4, 5, 6) } });
const later = {
  info: tree.info,
  block: async (request: { path: string; from?: readonly number[]; count?: readonly number[] }) =>
    tree.numbers(request.path, request.from, request.count),
};

test("a reading gives the same over numbers at hand and numbers that arrive later", async () => {
  expect(readNow(tree, sum())).toBe(21);
  const shares: number[] = [];
  const recording: Task = {
    ...silentTask,
    async update(share) {
      shares.push(share);
    },
  };
  expect(await readLater(later, sum(), recording)).toBe(21);
  expect(shares).toEqual([1 / 3, 2 / 3, 1]);
});

test("what goes wrong with a block goes wrong inside of the reading, which may go on without it", async () => {
  function* forgiving(): Reading<string> {
    try {
      yield { path: "nowhere" };
    } catch {
      return "without";
    }
    return "with";
  }
  expect(readNow(tree, forgiving())).toBe("without");
  expect(await readLater(later, forgiving())).toBe("without");
});

test("a signal ends a reading between two blocks", async () => {
  const control = new AbortController();
  const blocks: string[] = [];
  const counting = {
    ...later,
    async block(request: Parameters<typeof later.block>[0]) {
      blocks.push(`${request.from}`);
      if (blocks.length === 2) control.abort();
      return later.block(request);
    },
  };
  const stopping = readLater(counting, sum(), createTask("read", { signal: control.signal }));
  await expect(stopping).rejects.toMatchObject({ code: "cancelled" });
  expect(blocks).toEqual(["0", "2"]);
});
