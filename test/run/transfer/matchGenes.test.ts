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
  expect(description).toBe("2 of the model's 3 genes found; the other 1 are set to the training mean");
});

test("a sample with too few of the genes is refused with both counts", () => {
  const model = { genes: ["A", "B", "C"], measured: ["A", "B", "C"] };
  expect(() => matchGenes(model, sample, 0.8)).toThrow(
    /new\.h5ad: expected at least 80 % of the model's 3 genes .*got 2 among its 3/,
  );
});

test("versions of Ensembl identifiers tell no genes apart", () => {
  const [a, c] = ["ENSG00000000001", "ENSG00000000003"];
  const named = { ...sample, genes: [`${c}.4`, "X", `${a}.2`] };
  const { counts, missing, description } = matchGenes({ genes: [a, c], measured: [a, c, "X"] }, named, 0.5);
  expect(denseOf(counts)).toEqual([1, 3, 2, 0]);
  expect([...missing]).toEqual([]);
  expect(description).toBe("2 of the model's 2 genes found; versions of Ensembl identifiers were ignored");
});
