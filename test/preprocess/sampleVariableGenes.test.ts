import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sampleVariableGenes } from "../../src/preprocess/sampleVariableGenes.ts";
import { recordedTask } from "../recordedTask.ts";
import { type StoredSparse, sparseOf, worstDifference } from "./sparse.ts";

interface Case {
  readonly name: string;
  readonly counts: StoredSparse;
  readonly samples: number[];
  readonly top: number;
  readonly normalized: number[];
  readonly median: (number | null)[];
  readonly found: number[];
  readonly selected: number[];
}

const cases: Case[] = JSON.parse(readFileSync("fixtures/sample-genes.json", "utf8"));

test.each(cases)("equals scanpy's seurat_v3 with a batch key on $name", async (given) => {
  const { counts, samples, top, normalized, median, found, selected } = given;
  const got = await sampleVariableGenes(sparseOf(counts), Int32Array.from(samples), { top });
  expect(worstDifference(got.normalized, normalized)).toBeLessThan(1e-9);
  expect(got.selected.length).toBe(top);
  // Genes that tie in median rank and number of samples are anyone's: compare what they tie in.
  const keys = (genes: Iterable<number>) => [...genes].map((u) => `${median[u]} in ${found[u]}`).sort();
  expect(keys(got.selected)).toEqual(keys(selected));
});

test("the best gene has rank 0, and genes that are not selected have none", async () => {
  const [{ counts, samples, top, median }] = cases;
  const { ranks, selected } = await sampleVariableGenes(sparseOf(counts), Int32Array.from(samples), { top });
  const best = [...ranks].indexOf(0);
  expect(median[best]).toBe(Math.min(...median.flatMap((rank) => (rank === null ? [] : [rank]))));
  expect([...ranks].filter((rank) => !Number.isNaN(rank)).length).toBe(selected.length);
});

test("with a task it finds the same, and reports the share of rows that were ranked", async () => {
  for (const { counts, samples, top } of cases) {
    const rows = sparseOf(counts);
    const codes = Int32Array.from(samples);
    const { task, shares: reported } = recordedTask();
    const found = await sampleVariableGenes(rows, codes, { top }, task);
    expect(found).toEqual(await sampleVariableGenes(rows, codes, { top }));
    const shares = reported();
    expect(shares).toHaveLength(new Set(samples).size);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[shares.length - 1]).toBe(0.5);
  }
});
