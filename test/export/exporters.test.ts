import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as zarrita from "zarrita";
import { createRandom } from "../../src/core/random.ts";
import type { CategoryColumn } from "../../src/data/table.ts";
import type { Result } from "../../src/export/exporter.ts";
import { exporters } from "../../src/export/exporters.ts";
import { openResult } from "../../src/export/openResult.ts";
import { writeDataset } from "../../src/io/anndata/write.ts";
import { fileSource, fileTarget } from "../../src/io/node/nodeFile.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";

const n = 300;
let folder: string;
let result: Result;
const files = new Map<string, Uint8Array>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cellscape-export-"));
  const dataset = simulateTissue({ cells: n, genes: 30, domains: 3 }, createRandom(4));
  const path = join(folder, "result.h5ad");
  // One cell without a domain, and a name that needs quotes.
  const codes = Int32Array.from({ length: n }, (_, i) => (i === 7 ? -1 : i % 3));
  const domains: CategoryColumn = { kind: "category", codes, categories: ["1", "2", 'deep, "β"'], ordered: false };
  await writeDataset(fileTarget(path), dataset, {
    obs: { cellscape_domain: domains },
    obsm: {
      X_cellscape_spatial: { rows: n, columns: 2, values: Float32Array.from({ length: 2 * n }, (_, e) => e / 3) },
    },
    uns: { cellscape_domain_colors: ["#ff0000", "#00ff00", "#0000ff"], note: { text: "é", list: [1, 2] } },
  });
  result = await openResult(await fileSource(path));
  const put = async (name: string, content: string | Uint8Array) => {
    files.set(name, typeof content === "string" ? new TextEncoder().encode(content) : content);
  };
  for (const exporter of exporters) await exporter.write(result, { put }, { url: "http://127.0.0.1:9/view" });
});
afterAll(() => rmSync(folder, { recursive: true }));

const text = (name: string) => new TextDecoder().decode(files.get(name));

/** A store of the exported files below a folder, for zarrita. */
const storeAt = (root: string) => ({ get: async (key: string) => files.get(`${root}${key}`) });

test("every exporter writes what it says and only below it", async () => {
  for (const exporter of exporters) {
    const names: string[] = [];
    const put = async (name: string) => void names.push(name);
    const { path, how } = await exporter.write(result, { put }, { url: "http://127.0.0.1:9/" });
    expect(how.length).toBeGreaterThan(0);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => name !== path && !name.startsWith(`${path}/`))).toEqual([]);
  }
});

test.each(["result.zarr", "vitessce/cells.zarr", "result.spatialdata.zarr/tables/table"])(
  "zarrita reads from %s the matrix, names, domains and positions that were written",
  async (root) => {
    const store = await zarrita.open.v2(storeAt(root), { kind: "group" });
    expect(store.attrs["encoding-type"]).toBe("anndata");
    const read = async (path: string) =>
      (await zarrita.get(await zarrita.open.v2(store.resolve(path), { kind: "array" }))).data;
    const index = (await zarrita.open.v2(store.resolve("obs"), { kind: "group" })).attrs._index;
    expect(Array.from((await read(`obs/${index}`)) as ArrayLike<unknown>)).toEqual(result.cells);
    expect(Array.from((await read("obs/cellscape_domain/codes")) as ArrayLike<unknown>)).toEqual([
      ...result.groups.codes,
    ]);
    expect(Array.from((await read("obs/cellscape_domain/categories")) as ArrayLike<unknown>)).toEqual(
      result.groups.categories,
    );
    expect(Array.from((await read("obsm/spatial")) as ArrayLike<unknown>)).toEqual([...result.positions.values]);
    const starts = (await read("X/indptr")) as ArrayLike<number | bigint>;
    expect(starts.length).toBe(n + 1);
    expect(((await read("X/data")) as ArrayLike<unknown>).length).toBe(Number(starts[n]));
  },
);

test("consolidated metadata hold what the single files hold, children side by side", () => {
  for (const root of ["result.zarr", "result.spatialdata.zarr"]) {
    const { metadata } = JSON.parse(text(`${root}/.zmetadata`));
    const keys = Object.keys(metadata);
    expect(keys).toEqual([...keys].sort());
    const alone = [...files.keys()].filter(
      (name) => name.startsWith(`${root}/`) && /\.z(group|array|attrs)$/.test(name),
    );
    expect(keys.sort()).toEqual(alone.map((name) => name.slice(root.length + 1)).sort());
    for (const key of keys) expect(metadata[key]).toEqual(JSON.parse(text(`${root}/${key}`)));
  }
});

test("the outlines name each domain with its colour and number of cells", () => {
  const { features } = JSON.parse(text("domains.geojson"));
  expect(features.map(({ properties }: { properties: unknown }) => properties)).toEqual([
    expect.objectContaining({ group: "1", cells: 100, objectType: "annotation" }),
    expect.objectContaining({ group: "2", cells: 99 }),
    expect.objectContaining({ group: 'deep, "β"', cells: 100 }),
  ]);
  expect(features[2].properties.classification.color).toEqual([0, 0, 255]);
  for (const { geometry } of features) {
    expect(geometry.type).toBe("MultiPolygon");
    for (const [ring] of geometry.coordinates) expect(ring.at(-1)).toEqual(ring[0]);
  }
});

test("tables have a row a cell, with an empty field where a cell has no domain", async () => {
  const [head, ...rows] = text("cells.csv").trimEnd().split("\n");
  expect(head).toBe("cell,x,y,cellscape_domain,X_cellscape_spatial_0,X_cellscape_spatial_1");
  expect(rows.length).toBe(n);
  expect(rows[7].split(",")[3]).toBe("");
  expect(rows[2]).toContain('"deep, ""β"""');
  const file = files.get("cells.parquet") ?? new Uint8Array();
  const objects = await parquetReadObjects({ file: file.slice().buffer });
  expect(objects.length).toBe(n);
  objects.forEach((row, i) => {
    expect(row.cell).toBe(result.cells[i]);
    expect(row.x).toBe(result.positions.values[2 * i]);
    expect(row.cellscape_domain ?? undefined).toBe(result.groups.categories[result.groups.codes[i]]);
    expect(row.X_cellscape_spatial_1).toBe(Math.fround((2 * i + 1) / 3));
  });
});

test("groups for Xenium Explorer and Loupe leave out cells without a domain", () => {
  for (const [name, head] of [
    ["xenium_explorer_groups.csv", "cell_id,group"],
    ["loupe_domains.csv", "Barcode,cellscape_domain"],
  ]) {
    const [first, ...rows] = text(name).trimEnd().split("\n");
    expect(first).toBe(head);
    expect(rows.length).toBe(n - 1);
    expect(rows[0]).toBe(`${result.cells[0]},1`);
  }
});

test("the Vitessce view shows the store beside it, at the address that it is served from", () => {
  const view = JSON.parse(text("vitessce/vitessce.json"));
  const [{ url, options }] = view.datasets[0].files;
  expect(url).toBe("http://127.0.0.1:9/view/cells.zarr");
  expect(options.obsSets[0]).toEqual({ name: "cellscape_domain", path: "obs/cellscape_domain" });
  for (const { path } of options.obsSets) expect(files.has(`vitessce/cells.zarr/${path}/.zgroup`)).toBe(true);
  for (const { path } of options.obsEmbedding) expect(files.has(`vitessce/cells.zarr/${path}/.zarray`)).toBe(true);
  for (const { x, w } of view.layout) expect(x + w).toBeLessThanOrEqual(12);
  expect(view.coordinationSpace.obsSetColor.A[2]).toEqual({
    path: ["cellscape_domain", 'deep, "β"'],
    color: [0, 0, 255],
  });
});

test("the tissue of the Vitessce view stands as it does in pictures, where y points down", async () => {
  const store = await zarrita.open.v2(storeAt("vitessce/cells.zarr"), { kind: "group" });
  const { data } = await zarrita.get(await zarrita.open.v2(store.resolve("obsm/cellscape_tissue"), { kind: "array" }));
  const { values } = result.positions;
  const upward = Array.from(values, (value, at) => (at % 2 === 0 ? value : -value));
  expect(Array.from(data as Float64Array)).toEqual(upward);
});

test("a column that is not there, or that holds measurements, is refused with those that are there", async () => {
  await expect(openResult(result.source, "layer")).rejects.toThrow(/expected layer in obs, got .*cellscape_domain/);
  const numeric = [...result.obs.columns].find(([, { kind }]) => kind === "number");
  if (numeric) await expect(openResult(result.source, numeric[0])).rejects.toThrow("expected groups, got numbers");
});
