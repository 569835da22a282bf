import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { columnOf } from "../../../src/data/columnOf.ts";
import { allColumns, countedGenes } from "../../../src/explore/genes/expression.ts";
import { geneValues } from "../../../src/explore/genes/geneColumns.ts";
import { openTissue, rowsAmong } from "../../../src/explore/open/openTissue.ts";
import { withSamples } from "../../../src/explore/open/samples.ts";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { writeDataset } from "../../../src/io/anndata/write.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-open-"));
const path = join(folder, "result.h5ad");
const dataset = simulateTissue({ cells: 120, genes: 12, domains: 2 }, createRandom(3));

beforeAll(async () => {
  // A cell without a position, which readers of counts leave out.
  const values = dataset.positions.values.slice();
  values[6] = Number.NaN;
  values[7] = Number.NaN;
  const umap = { rows: 120, columns: 2, values: Float32Array.from({ length: 240 }, (_, at) => at) };
  await writeDataset(
    await nodeHost.files.target(path),
    { ...dataset, positions: { ...dataset.positions, values } },
    {
      obs: { cellscape_domain: columnOf(Int32Array.from({ length: 120 }, (_, i) => i % 2)) },
      obsm: { X_umap: umap, X_cellscape_spatial: { rows: 120, columns: 3, values: new Float32Array(360).fill(2) } },
      uns: { cellscape_domain_colors: ["#112233", "#445566"] },
    },
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

test("annotations, layouts and colours of an .h5ad are there before its counts", async () => {
  const { tissue, isAnnData, embedding } = await openTissue(await fileSource(path));
  expect(isAnnData).toBe(true);
  expect(tissue.cells).toHaveLength(120);
  expect([...tissue.embeddings.keys()]).toEqual(["UMAP"]);
  expect(tissue.colors.get("cellscape_domain")).toEqual(["#112233", "#445566"]);
  expect((await embedding())?.columns).toBe(3);
});

test("expression is that of a run, at the rows of all cells, and missing for cells that were left out", async () => {
  const { tissue, rest } = await openTissue(await fileSource(path));
  const read = await rest();
  const genes = await allColumns(await countedGenes(read, { rows: rowsAmong(read, 120), cells: tissue.cells.length }));
  const values = geneValues(genes, 4);
  expect(values[3]).toBeNaN();
  const { starts, indices, values: counts } = dataset.counts;
  for (const i of [0, 2, 4, 119]) {
    let [total, own] = [0, 0];
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      total += counts[e];
      if (indices[e] === 4) own = counts[e];
    }
    expect(values[i]).toBeCloseTo(Math.log1p((own * 10_000) / total), 5);
  }
});

test("genes go by the symbols that var holds", async () => {
  const names = dataset.genes.map((_, u) => `ENSMUSG0000000000${u}`);
  const columns = new Map([["gene_name", { kind: "string" as const, values: dataset.genes.map((_, u) => `Sym${u}`) }]]);
  const named = { ...dataset, genes: names, var: { rows: names.length, columns } };
  const genes = await countedGenes(named, { rows: undefined, cells: 120 });
  expect(genes.names.slice(0, 3)).toEqual(["Sym0", "Sym1", "Sym2"]);
});

test("counts of other cells than those that are drawn are refused", () => {
  expect(() => rowsAmong(dataset, 121)).toThrow("expected counts of 121 cells, got 120");
});

test("samples that lie apart are samples too, but fields of view are none", async () => {
  const { tissue } = await openTissue(await fileSource(path));
  const half = columnOf(Int32Array.from({ length: 120 }, (_, i) => (tissue.positions.values[2 * i] > 50 ? 1 : 0)));
  const withColumn = (name: string) => ({
    ...tissue,
    obs: { rows: 120, columns: new Map([[name, half]]) },
  });
  expect((await withSamples(withColumn("section"))).samples).toMatchObject({ name: "section", overlap: false });
  expect((await withSamples(withColumn("fov"))).samples).toBeUndefined();
});
