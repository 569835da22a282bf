import { expect, test } from "vitest";
import type { OwnInputs } from "../../../src/methods/ownInputs.ts";
import { variableGenes } from "../../../src/preprocess/variableGenes.ts";
import { rankGenes } from "../../../src/run/steps/rankGenes.ts";
import { recordedTask } from "../../recordedTask.ts";

const [cells, genes] = [30, 20];
const dense = Float32Array.from({ length: cells * genes }, (_, e) => 1 + ((e * 7919) % (3 + (e % genes))));
const counts = {
  ...{ rows: cells, columns: genes, values: dense },
  starts: Uint32Array.from({ length: cells + 1 }, (_, i) => i * genes),
  indices: Uint32Array.from(dense, (_, e) => e % genes),
};
const where = {
  positions: { rows: cells, columns: 2, values: Float64Array.from({ length: 2 * cells }, (_, e) => e) },
  samples: undefined,
};
const scores = Float64Array.from({ length: genes }, (_, gene) => (gene % 4 === 3 ? Number.NaN : (gene * 3) % 7));
const rankedBy = (found: Float64Array | undefined): OwnInputs => ({
  rankedBy: { name: "Merit", needs: "spots in rows", score: async () => found },
});

test("genes of the highest score are used, equal ones by index, and those without one last", async () => {
  const { task, notes, warnings } = recordedTask();
  const { selected, ranks, by, means } = await rankGenes(
    counts,
    where,
    { genes: 4, ownInputs: rankedBy(scores) },
    task,
  );
  // 3 gene mod 7 is 6 for genes 2, 9 and 16, and 5 for gene 4, as 18 comes later and 11 has no score.
  expect([...selected]).toEqual([2, 4, 9, 16]);
  expect([2, 9, 16, 4].map((gene) => ranks[gene])).toEqual([0, 1, 2, 3]);
  expect(ranks.filter(Number.isNaN)).toHaveLength(genes - 4);
  expect(by).toBe("Merit");
  expect(means).toEqual(variableGenes(counts, { top: 4 }).means);
  expect(notes).toEqual(["4 of 20 genes are used, those of the highest Merit"]);
  expect(warnings).toEqual([]);
});

test("without the score, or with no such choice, the most variable genes are used, and a warning says so", async () => {
  const expected = variableGenes(counts, { top: 4 }).selected;
  const without = recordedTask();
  const fallen = await rankGenes(counts, where, { genes: 4, ownInputs: rankedBy(undefined) }, without.task);
  expect(fallen.selected).toEqual(expected);
  expect(fallen.by).toBeUndefined();
  expect(without.warnings).toEqual([
    "genes have no Merit without spots in rows: the 4 most variable ones are used instead",
  ]);
  const usual = recordedTask();
  const found = await rankGenes(counts, where, { genes: 4, ownInputs: {} }, usual.task);
  expect(found.selected).toEqual(expected);
  expect([usual.notes, usual.warnings]).toEqual([["4 most variable of 20 genes are used (seurat_v3)"], []]);
});
