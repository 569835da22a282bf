import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { placeGenes } from "../../src/genemap/geneMap.ts";
import { recordedTask } from "../recordedTask.ts";
import { dense, geneMapCases, sparse } from "./cases.ts";

/** Genes in modules of eight that rise and fall together. */
function modules(n: number, p: number, seed: number): Matrix {
  const rng = createRandom(seed);
  const values = new Float64Array(n * p);
  for (let i = 0; i < n; i++) {
    const levels = Array.from({ length: Math.ceil(p / 8) }, () => rng.normal());
    for (let u = 0; u < p; u++) values[i * p + u] = levels[u % levels.length] + rng.normal();
  }
  return { rows: n, columns: p, values };
}

describe("placeGenes", () => {
  test.each(geneMapCases())("no coupling that POT finds is better, p = $p, seed $seed", async (known) => {
    const { objective } = await placeGenes(dense(known.values, known.p));
    // Ours is from float32 distances.
    const slack = 1e-6;
    expect(objective).toBeLessThanOrEqual(known.gromovWasserstein + slack);
    for (const entropic of Object.values(known.entropic)) expect(objective).toBeLessThanOrEqual(entropic + slack);
  });

  test("every gene has one place and padding lies farthest out", async () => {
    for (const p of [1, 2, 3, 4, 5, 16, 33, 90]) {
      const { map } = await placeGenes(modules(20, p, p));
      expect(map.side).toBe(Math.ceil(Math.sqrt(p)));
      expect(map.gene.length).toBe(map.side ** 2);
      const genes = [...map.gene].filter((gene) => gene >= 0).sort((a, b) => a - b);
      expect(genes).toEqual(Array.from({ length: p }, (_, u) => u));
      const out = (at: number) =>
        Math.hypot(Math.floor(at / map.side) - (map.side - 1) / 2, (at % map.side) - (map.side - 1) / 2);
      const padding = [...map.gene.keys()].filter((at) => map.gene[at] < 0).map(out);
      const taken = [...map.gene.keys()].filter((at) => map.gene[at] >= 0).map(out);
      if (padding.length > 0) expect(Math.min(...padding)).toBeGreaterThanOrEqual(Math.max(...taken));
    }
  });

  test("modules of more genes than are coupled whole still end up together", async () => {
    const { quality } = await placeGenes(modules(150, 400, 1));
    expect(quality.pairs).toBe(800);
    expect(quality.random).toBeGreaterThan(8);
    expect(quality.ratio).toBeLessThan(0.25);
  });

  test.each([20, 90, 400])("%d genes are placed with shares that rise to 1", async (p) => {
    const data = modules(150, p, 1);
    const { task, shares: reported } = recordedTask();
    expect(await placeGenes(data, {}, task)).toEqual(await placeGenes(data));
    const shares = reported();
    for (const [at, share] of shares.entries()) {
      expect(share).toBeGreaterThanOrEqual(at === 0 ? 0 : shares[at - 1]);
      expect(share).toBeLessThanOrEqual(1);
    }
    if (p > 20) expect(shares.length).toBeGreaterThan(p === 400 ? 5 : 0);
  });

  test("genes without correlation are placed no better than chance says", async () => {
    const { quality } = await placeGenes(dense(new Float64Array(60).fill(2), 20));
    expect(quality.ratio).toBe(1);
  });

  test("the same expression gives the same map, sparse or dense, and is left as it was", async () => {
    const matrix = modules(30, 40, 5);
    matrix.values.forEach((value: number, at: number) => {
      matrix.values[at] = Math.max(0, Math.round(value * 4) / 4);
    });
    const before = matrix.values.slice();
    const first = await placeGenes(matrix);
    expect(await placeGenes(matrix)).toEqual(first);
    expect((await placeGenes(sparse(matrix))).map).toEqual(first.map);
    expect(matrix.values).toEqual(before);
  });

  test("a wider side leaves a rim of padding", async () => {
    const { map } = await placeGenes(modules(20, 9, 1), { side: 5 });
    expect(map.side).toBe(5);
    expect([...map.gene.keys()].filter((at) => map.gene[at] >= 0)).toEqual([6, 7, 8, 11, 12, 13, 16, 17, 18]);
  });

  test("evenly spaced cells stand for all of them", async () => {
    const matrix = modules(2000, 24, 9);
    const some = await placeGenes(matrix, { cells: 500 });
    const rows = Float64Array.from(
      { length: 500 * 24 },
      (_, at) => matrix.values[4 * Math.floor(at / 24) * 24 + (at % 24)],
    );
    expect(some).toEqual(await placeGenes({ rows: 500, columns: 24, values: rows }));
    expect((await placeGenes(sparse(matrix), { cells: 500 })).map).toEqual(some.map);
  });

  test("refuses a side that is too small, no cells and no genes", async () => {
    await expect(placeGenes(modules(5, 17, 1), { side: 4 })).rejects.toThrow(
      "gene map side: expected a whole number >= 5 for 17 genes, got 4",
    );
    await expect(placeGenes(dense([], 3))).rejects.toThrow("expected at least one cell and one gene, got [0, 3]");
    await expect(placeGenes({ rows: 2, columns: 0, values: new Float64Array(0) })).rejects.toThrow("got [2, 0]");
  });
});
