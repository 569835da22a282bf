import { expect, test } from "vitest";
import { matchGenes } from "../../../src/run/transfer/matchGenes.ts";
import { denseOf, sparseFrom } from "../../preprocess/sparse.ts";

const sample = {
  name: "new.h5ad",
  genes: ["C", "X", "A"],
  counts: sparseFrom([
    [3, 9, 1],
    [0, 8, 2],
  ]),
};

test("counts come in the order of the model's genes, and genes that the sample lacks are empty", () => {
  const model = { genes: ["A", "B", "C"], measured: ["A", "B", "C", "X"] };
  const { counts, measured, missing, description } = matchGenes(model, sample, 0.5);
  expect(denseOf(counts)).toEqual([1, 0, 3, 2, 0, 0]);
  expect(denseOf(measured)).toEqual([1, 0, 3, 9, 2, 0, 0, 8]);
  expect([...missing]).toEqual([1]);
  expect(description).toBe("2 of the model's 3 genes are there; the other 1 count as average");
});

test("a sample with too few of the genes is refused with both counts", () => {
  const model = { genes: ["A", "B", "C"], measured: ["A", "B", "C"] };
  expect(() => matchGenes(model, sample, 0.8)).toThrow(
    /new\.h5ad: expected at least 80 % of the model's 3 genes .*got 2 among its 3/,
  );
});
