import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { describeInspection } from "../../../src/io/inspection/inspection.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";
import { inspectSource, readDataset } from "../../../src/io/open.ts";

const inspect = async (name: string) => inspectSource(await fileSource(`fixtures/h5ad/${name}.h5ad`));

test.each(["plain", "columns", "records", "references", "types", "untidy", "latest"])(
  "%s: an inspection says what reading then does",
  async (name) => {
    const inspection = await inspect(name);
    const dataset = await readDataset(await fileSource(`fixtures/h5ad/${name}.h5ad`));
    expect(inspection.countsFrom).toBe(dataset.countsFrom);
    expect(inspection.positionsFrom).toBe(dataset.positionsFrom);
    expect([inspection.cells, inspection.genes]).toEqual([dataset.cells.length, dataset.genes.length]);
    expect(inspection.obs).toEqual([...dataset.obs.columns.keys()]);
  },
);

test("versions are told apart", async () => {
  expect((await inspect("plain")).version).toBe("anndata encoding 0.1.0");
  expect((await inspect("references")).version).toBe("anndata 0.7");
  expect((await inspect("records")).version).toBe("anndata before 0.7");
});

test("a file without positions and counts is described with warnings instead of refused", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cellscape-inspect-"));
  const path = join(folder, "my tissue.h5ad");
  for (const [name, warning] of [
    ["no-positions", /no positions were found \(obsm is empty\)/],
    ["no-matrix", /there is no matrix of cells x genes/],
    ["zero-cells", /there are no cells/],
  ] as const) {
    writeFileSync(path, gunzipSync(readFileSync(`fixtures/h5ad/refused/${name}.h5ad.gz`)));
    const inspection = await inspectSource(await fileSource(path));
    expect(inspection.warnings.join("\n")).toMatch(warning);
    const flags = inspection.positionsFrom === undefined ? ["--positions", "FILE"] : [];
    expect(inspection.command).toEqual(["cellscape", "run", path, "--out", "my tissue-cellscape", ...flags]);
    const command = [`run: cellscape run '${path}' --out 'my tissue-cellscape'`, ...flags].join(" ");
    expect(describeInspection(inspection).at(-1)).toBe(command);
  }
  rmSync(folder, { recursive: true });
});

test("columns of few values are offered as labels, those named after samples as samples", async () => {
  const { labels, samples } = await inspect("plain");
  expect(labels).toEqual([]);
  expect(samples).toEqual([]);
  const columns = await inspect("columns");
  expect(columns.labels.map(({ column }) => column)).toContain("category");
  expect(columns.labels.map(({ column }) => column)).not.toContain("real");
  expect(columns.labels.filter(({ groups }) => groups < 2)).toEqual([]);
});
