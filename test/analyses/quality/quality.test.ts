import { expect, test } from "vitest";
import { qualityOf } from "../../../src/analyses/quality/quality.ts";
import { domainMedians } from "../../../src/analyses/quality/table.ts";
import { datasetOf } from "../../datasets.ts";
import { reportedOf } from "../../results/reported.ts";

const counts = [
  [4, 0, 6],
  [1, 1, 0],
  [0, 0, 0],
  [5, 0, 15],
];

test("counts, genes and mitochondrial share are those of the cells asked for", () => {
  const dataset = datasetOf(counts, {});
  const symbols = ["ACTB", "CUX2", "MT-CO1"];
  const { totals, genes, mitochondrial } = qualityOf(dataset, Uint32Array.of(0, 1, 2, 3), symbols);
  expect([...totals]).toEqual([10, 2, 0, 20]);
  expect([...genes]).toEqual([2, 2, 0, 2]);
  expect([...(mitochondrial ?? [])]).toEqual([0.6, 0, 0, 0.75]);
  expect([...qualityOf(dataset, Uint32Array.of(3), symbols).totals]).toEqual([20]);
});

test("without a mitochondrial gene the share is unknown; mouse and human names are known", () => {
  const dataset = datasetOf(counts, {});
  expect(qualityOf(dataset, Uint32Array.of(0), ["ACTB", "CUX2", "MTOR"]).mitochondrial).toBeUndefined();
  expect([...(qualityOf(dataset, Uint32Array.of(0), ["mt-Co1", "Cux2", "Actb"]).mitochondrial ?? [])]).toEqual([0.4]);
});

test("medians are of each domain, and of all cells last", () => {
  const quality = {
    totals: Float64Array.of(1, 3, 10, 20),
    genes: Float64Array.of(1, 1, 2, 2),
    mitochondrial: undefined,
  };
  const medians = domainMedians({ ...reportedOf([0, 0, 1, 1]), quality }, quality);
  expect(medians.map(({ cells, totals, genes }) => [cells, totals, genes])).toEqual([
    [2, 2, 1],
    [2, 15, 2],
    [4, 6.5, 1.5],
  ]);
});
