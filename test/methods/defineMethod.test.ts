import { expect, test } from "vitest";
import { silentTask } from "../../src/core/task.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { defineMethod } from "../../src/methods/defineMethod.ts";
import type { MethodInputs } from "../../src/methods/inputs.ts";

const components: Matrix = { rows: 2, columns: 1, values: Float64Array.of(1, 2) };
const twice = defineMethod({
  name: "twice",
  summary: "components times two",
  needs: ["components"],
  embed: ({ components: { rows, columns, values } }) => ({ rows, columns, values: values.map((value) => 2 * value) }),
});

test("a name and an embedding make a whole method", async () => {
  const context = {
    ...{ seed: 0, task: silentTask, resume: undefined, save: async () => {} },
    ...{ engine: () => Promise.reject(new Error("not needed")), domains: undefined },
    startDomains: () => Promise.reject(new Error("not needed")),
  };
  // It reads what it needs and nothing else.
  const { primary, others } = await twice.embed({ components } as MethodInputs, {}, context);
  expect(primary.values).toEqual(Float64Array.of(2, 4));
  expect(others).toEqual({});
  expect(twice.needs({})).toEqual(["components"]);
  expect(twice.embeddings.primary.key).toBe("X_cellscape_twice");
});

test("memory is planned for the columns of the embedding", () => {
  const size = { cells: 100, genes: 10, components: 5, entries: 500, neighbors: 6 };
  expect(twice.plan(size, {}).memory.result).toBe(8 * 100 * 5);
  const wide = defineMethod({ ...{ name: "wide", summary: "", needs: [], columns: 30 }, embed: () => components });
  expect(wide.plan(size, {}).memory.result).toBe(8 * 100 * 30);
});
