import { expect, test } from "vitest";
import { sharedGenes } from "../../src/preprocess/sharedGenes.ts";

test("genes that all samples have are in the order of the first, with their positions in each", () => {
  const { genes, places } = sharedGenes(
    [
      { sample: "a", genes: ["A", "B", "C"] },
      { sample: "b", genes: ["C", "D", "A"] },
    ],
    0.5,
  );
  expect(genes).toEqual(["A", "C"]);
  expect(places.map((place) => [...place])).toEqual([
    [0, -1, 1],
    [1, -1, 0],
  ]);
});

const parts = (other: readonly string[]) => [
  { sample: "mouse", genes: ["Actb", "Gapdh", "Snap25", "Mbp"] },
  { sample: "other", genes: other },
];

test("the least share counts against the sample with the fewest genes, and is enough when reached", () => {
  expect(sharedGenes(parts(["Actb", "X"]), 0.5).genes).toEqual(["Actb"]);
  expect(() => sharedGenes(parts(["Actb", "X"]), 0.51)).toThrow(
    /at least 51 % of the genes of other \(2 genes, such as Actb\) in every sample, got 1 in mouse \(4 genes/,
  );
});

test("another species shows by its capitals", () => {
  expect(() => sharedGenes(parts(["ACTB", "GAPDH", "SNAP25"]), 0)).toThrow(/3 are the same but for capitals/);
});
