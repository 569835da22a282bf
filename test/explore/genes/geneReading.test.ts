import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { silentTask } from "../../../src/core/task.ts";
import type { Dataset } from "../../../src/data/dataset.ts";
import { columnsFile, parseColumnsFile } from "../../../src/explore/genes/columnsFile.ts";
import { countedGenes, geneAlone } from "../../../src/explore/genes/expression.ts";
import { geneValues } from "../../../src/explore/genes/geneColumns.ts";
import { geneReading, type ReadColumns } from "../../../src/explore/genes/geneReading.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";

const dataset = simulateTissue({ cells: 90, genes: 15, domains: 2 }, createRandom(8));
const all = { cells: 90, rowsOf: () => undefined };

function reading(read: () => Promise<Dataset>, kept?: Parameters<typeof geneReading>[2]["kept"]) {
  return geneReading(read, all.rowsOf, { cells: all.cells, kept });
}

test("one gene of the rows has the numbers of its column, also where cells were left out", async () => {
  const rows = Uint32Array.from({ length: 90 }, (_, i) => i + (i < 40 ? 0 : 3));
  const counted = await countedGenes(dataset, { rows, cells: 93 });
  const { columns } = await geneReading(
    async () => dataset,
    () => rows,
    { cells: 93 },
  ).columns(silentTask);
  for (const gene of [0, 7, 14]) expect(await geneAlone(counted, gene)).toEqual(geneValues(columns, gene));
  expect((await geneAlone(counted, 3))[41]).toBeNaN();
});

test("a gene is there once counts are read, before all are columns, and stays the same", async () => {
  const genes = reading(async () => dataset);
  await expect(genes.gene("Gene0003")).rejects.toThrow("gene Gene0003: expected genes that are read, got none");
  const columns = genes.columns(silentTask);
  const early = await genes.gene("gene0003");
  expect(early.unit).toBe("log expression");
  await columns;
  expect((await genes.gene("Gene0003")).values).toEqual(early.values);
  await expect(genes.gene("Actb")).rejects.toThrow("got Actb");
});

test("what ends the reading ends a gene that waits for it", async () => {
  const genes = reading(async () => {
    throw new Error("a damaged block");
  });
  const columns = genes.columns(silentTask);
  const gene = genes.gene("Gene0003");
  await expect(columns).rejects.toThrow("a damaged block");
  await expect(gene).rejects.toThrow("a damaged block");
});

test("columns that are kept are taken in place of the file, but not those of other cells", async () => {
  let kept: ReadColumns | undefined;
  const store = {
    get: async () => kept,
    async put(read: ReadColumns) {
      kept = read;
    },
  };
  let times = 0;
  const read = async () => {
    times++;
    return dataset;
  };
  const first = await reading(read, store).columns(silentTask);
  expect(kept?.columns).toBe(first.columns);
  expect((await reading(read, store).columns(silentTask)).columns).toBe(first.columns);
  expect(times).toBe(1);
  await geneReading(read, all.rowsOf, { cells: 91, kept: store }).columns(silentTask);
  expect(times).toBe(2);
});

const file = async (rows?: Uint32Array) => {
  const { columns } = await geneReading(
    async () => dataset,
    () => rows,
    { cells: rows ? 93 : 90 },
  ).columns(silentTask);
  return { columns, notes: ["a note"] };
};

test("a file of columns gives them back, number by number", async () => {
  for (const rows of [undefined, Uint32Array.from({ length: 90 }, (_, i) => i + 2)]) {
    const read = await file(rows);
    expect(await parseColumnsFile(new Blob(columnsFile(read, "key")), "key")).toEqual(read);
  }
});

test("a file of columns of another key, cut off or damaged is none", async () => {
  const parts = columnsFile(await file(), "key");
  const whole = new Uint8Array(await new Blob(parts).arrayBuffer());
  expect(await parseColumnsFile(new Blob(parts), "other")).toBeUndefined();
  for (const length of [0, 10, 100, whole.length - 1])
    expect(await parseColumnsFile(new Blob([whole.subarray(0, length)]), "key")).toBeUndefined();
  for (const at of [3, whole.length - 5, whole.length - 3000]) {
    const damaged = whole.slice();
    damaged[at] ^= 4;
    expect(await parseColumnsFile(new Blob([damaged]), "key"), `byte ${at}`).toBeUndefined();
  }
});
