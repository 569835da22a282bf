import { expect, test } from "vitest";
import { bestLook, chooseCounts, lookForCounts } from "../../../src/io/anndata/counts.ts";
import { readNow } from "../../../src/io/stored/reading.ts";
import { memoryTree } from "../memoryTree.ts";

const dense = (...values: number[]) => ({ values: Float32Array.from(values), shape: [2, values.length / 2] });
const choose = (tree: ReturnType<typeof memoryTree>, wanted?: string) => readNow(tree, chooseCounts(tree, wanted));

test("X with whole numbers is taken without a word", () => {
  const { matrix, notes } = choose(memoryTree({ X: dense(0, 3, 1, 0), "layers/counts": dense(0, 3, 1, 0) }));
  expect([matrix.where, notes]).toEqual(["X", []]);
});

test("logarithms in X lose to counts in raw/X, and those to none; the layer called counts is the first of the layers", () => {
  const logs = dense(0, 0.69, 1.1, 0);
  const raw = choose(memoryTree({ X: logs, "raw/X": dense(0, 1, 2, 0), "layers/counts": dense(0, 1, 2, 0) }));
  expect([raw.matrix.where, raw.notes]).toEqual([
    "raw/X",
    ["X holds fractions such as 0.69; taking counts from raw/X"],
  ]);
  const layer = choose(
    memoryTree({
      X: logs,
      "layers/raw_counts": dense(9, 1, 2, 0),
      "layers/counts": dense(0, 1, 2, 0),
      "layers/a": dense(1, 1, 1, 1),
    }),
  );
  expect(layer.matrix.where).toBe("layers/counts");
});

test("without counts the first matrix without negative values is taken with a note, before one that looks scaled", () => {
  const { matrix, notes } = choose(memoryTree({ X: dense(0.5, -1.25, 0, 0), "layers/logs": dense(0.5, 0, 0, 0) }));
  expect(matrix.where).toBe("layers/logs");
  expect(notes).toEqual(["no matrix looks like raw counts; taking layers/logs, which holds fractions such as 0.5"]);
});

test("a value that is not finite makes a matrix unusable, wherever it lies among the values that are looked at", () => {
  const values = new Float32Array(400_000).fill(1);
  values[values.length - 1] = Number.POSITIVE_INFINITY;
  const tree = memoryTree({ X: { values, shape: [400, 1000] } });
  const { looks } = readNow(tree, lookForCounts(tree));
  expect(looks).toMatchObject([
    { looksLikeCounts: false, usable: false, why: "values that are not numbers (Infinity)" },
  ]);
});

test("a sparse matrix is looked at by its stored values, and what cannot be read is skipped by name", () => {
  const tree = memoryTree(
    { "X/data": { values: Float32Array.of(1, 812) }, "layers/odd/data": { values: Float32Array.of(1) } },
    {
      X: { "encoding-type": "csr_matrix", shape: [5, 6] },
      "layers/odd": { "encoding-type": "bsr_matrix", shape: [5, 6] },
    },
  );
  const { looks, skipped } = readNow(tree, lookForCounts(tree));
  expect(bestLook(looks)).toMatchObject({
    matrix: { storage: "csr", rows: 5, columns: 6, stored: 2 },
    why: "whole numbers from 0 to 812",
  });
  expect(skipped).toHaveLength(1);
  expect(skipped[0]).toMatch(/layers\/odd.*bsr_matrix/);
});

test("a matrix that is asked for is taken as it is; one that is not there is refused with those that are", () => {
  const tree = memoryTree({ X: dense(0, 1, 2, 3), "layers/scaled": dense(-1, 0.5, 0, 0) });
  expect(choose(tree, "layers/scaled")).toMatchObject({ matrix: { where: "layers/scaled" }, notes: [] });
  expect(() => choose(tree, "raw/X")).toThrow("memory: expected counts in raw/X, got a file with X, layers/scaled");
  expect(() => choose(memoryTree({ "obs/_index": { values: ["a"] } }))).toThrow(/expected a matrix of cells x genes/);
});
