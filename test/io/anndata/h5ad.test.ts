import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { CellScapeError } from "../../../src/core/errors.ts";
import type { Sparse } from "../../../src/data/sparse.ts";
import type { Column } from "../../../src/data/table.ts";
import { readH5ad, readLabels, readObs, readObsm } from "../../../src/io/anndata/h5ad.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";
import { readDataset } from "../../../src/io/open.ts";
import { testNeeding } from "../../needing.ts";

interface Expected {
  X: number[][];
  obs: { names: string[]; columns: Record<string, ExpectedColumn> };
  var: { names: string[]; columns: Record<string, ExpectedColumn> };
  layers: Record<string, number[][]>;
  obsm: Record<string, number[][]>;
  raw?: { X: number[][]; names: string[] };
}
interface ExpectedColumn {
  values?: unknown[];
  codes?: number[];
  categories?: string[];
  ordered?: boolean;
}

const fixtures = "fixtures/h5ad";
const expected: Record<string, Expected> = JSON.parse(readFileSync(`${fixtures}/expected.json`, "utf8"));
const folder = mkdtempSync(join(tmpdir(), "cellscape-h5ad-"));
afterAll(() => rmSync(folder, { recursive: true }));

const open = (name: string) => fileSource(`${fixtures}/${name}.h5ad`);

describe("content as anndata reads it", () => {
  test.each(Object.keys(expected))("%s: names, columns, counts and positions are equal", async (name) => {
    const { X, obs, var: variables, obsm, raw } = expected[name];
    const dataset = await readH5ad(await open(name), { countsFrom: "X" });
    expect(dense(dataset.counts)).toEqual(X);
    if (name !== "untidy") {
      expect(dataset.cells).toEqual(obs.names);
      expect(dataset.genes).toEqual(variables.names);
    }
    for (const [table, wanted] of [[dataset.obs, obs] as const, [dataset.var, variables] as const]) {
      expect([...table.columns.keys()]).toEqual(Object.keys(wanted.columns));
      for (const [key, column] of table.columns) expectColumn(column, wanted.columns[key]);
    }
    for (const [key, rows] of Object.entries(obsm)) {
      const matrix = await readObsm(await open(name), key);
      expect(rowsOf(matrix.values, matrix.columns)).toEqual(rows);
    }
    if (raw) {
      const ofRaw = await readH5ad(await open(name), { countsFrom: "raw/X" });
      expect(dense(ofRaw.counts)).toEqual(raw.X);
      expect(ofRaw.genes).toEqual(raw.names);
    }
  });

  test.each(Object.keys(expected.types.layers))("the layer %s is read as the same counts", async (layer) => {
    const { counts, countsFrom } = await readH5ad(await open("types"), { countsFrom: `layers/${layer}` });
    expect(countsFrom).toBe(`layers/${layer}`);
    expect(dense(counts)).toEqual(expected.types.layers[layer]);
    expect(counts.values.includes(0)).toBe(false);
  });
});

describe("decisions", () => {
  test("counts come from raw/X with its own genes when X holds logarithms", async () => {
    const dataset = await readH5ad(await open("columns"));
    expect(dataset.countsFrom).toBe("raw/X");
    expect(dataset.genes).toEqual(expected.columns.raw?.names);
    expect(dataset.notes.join("\n")).toMatch(/X holds fractions such as [\d.]+; taking counts from raw\/X/);
  });

  test("counts come from a layer of counts when neither X nor raw holds any", async () => {
    expect((await readH5ad(await open("types"))).countsFrom).toMatch(/^layers\//);
  });

  test("of three position columns the first two are taken, with a note", async () => {
    const dataset = await readH5ad(await open("columns"));
    expect(rowsOf(dataset.positions.values, 2)).toEqual(expected.columns.obsm.spatial.map((row) => row.slice(0, 2)));
    expect(dataset.notes).toContain("obsm/spatial has 3 columns; the first two were taken as x and y");
  });

  test("positions come from aliases and from columns of obs, x before y, whatever the case of their names", async () => {
    const untidy = await readH5ad(await open("untidy"));
    expect(untidy.positionsFrom).toBe("obs/X_Centroid,obs/y_centroid");
    expect(untidy.positions.values[2 * 3 + 1]).toBe(3);
    expect((await readH5ad(await open("records"))).positionsFrom).toBe("obsm/X_spatial");
    const references = await readH5ad(await open("references"));
    expect(references.positionsFrom).toBe("obs/imagecol,obs/imagerow");
    expect([...references.positions.values.slice(0, 4)]).toEqual([0, 0, 3, 2]);
  });

  test("positions can be named, in a table of obsm too", async () => {
    const frame = await readH5ad(await open("columns"), { positions: "obsm/frame" });
    expect([...frame.positions.values.slice(0, 6)]).toEqual([0, 0, 1.5, 1, 3, 2]);
    const columns = await readH5ad(await open("columns"), { positions: "obs/int8, obs/single" });
    expect(columns.positionsFrom).toBe("obs/int8,obs/single");
    expect([...columns.positions.values.slice(0, 4)]).toEqual([0, 0, 1, Math.fround(1 / 3)]);
  });

  test("an option that the file cannot serve is refused with what there is", async () => {
    await expect(readH5ad(await open("plain"), { positions: "obsm/nope" })).rejects.toThrow(
      /obsm: spatial; obs: layer/,
    );
    await expect(readH5ad(await open("plain"), { countsFrom: "layers/nope" })).rejects.toThrow(/a file with X/);
    await expect(readLabels(await open("plain"), "nope")).rejects.toThrow(/expected a column nope in obs, got layer/);
    await expect(readObsm(await open("plain"), "nope")).rejects.toThrow(/expected obsm\/nope/);
  });

  test("names that occur twice are made unique as anndata makes them, and no cell or gene is dropped", async () => {
    const { cells, genes, counts, notes } = await readH5ad(await open("untidy"));
    expect(cells.slice(0, 5)).toEqual(["a", "b", "a-2", "a-3", "a-1"]);
    expect(genes.slice(0, 3)).toEqual(["g", "g-1", "h0"]);
    expect([counts.rows, counts.columns]).toEqual([cells.length, genes.length]);
    expect(notes.filter((note) => note.includes("made unique"))).toHaveLength(2);
  });

  test("unsorted columns are sorted, entries stored twice are summed with a note, stored zeros are left out", async () => {
    const { counts, notes } = await readH5ad(await open("untidy"));
    expect([...counts.indices.slice(0, 3)]).toEqual([1, 5, 0]);
    expect([...counts.values.slice(0, 3)]).toEqual([2, 4, 4]);
    expect(notes.join("\n")).toMatch(/X: 1 entries were stored more than once/);
  });

  test("a cell without a position is left out as a loss, and its row in the file is known", async () => {
    const { cells, losses, kept } = await readH5ad(await open("unplaced"));
    expect(cells).toHaveLength(11);
    expect(cells).not.toContain("cell-5");
    expect(losses).toEqual(["1 of 12 cells have no position in obsm/spatial, such as cell-5, and get no domain"]);
    expect([...(kept?.rows ?? [])]).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11]);
  });

  test("labels are one column of obs, in old files too", async () => {
    expectColumn(await readLabels(await open("plain"), "layer"), expected.plain.obs.columns.layer);
    expectColumn(await readLabels(await open("records"), "kind"), expected.records.obs.columns.kind);
    expect([...(await readObs(await open("records"))).columns.keys()]).toEqual(["kind", "n", "f", "flag", "text"]);
  });
});

describe("refusals", () => {
  const reasons: Record<string, [code: string, message: RegExp]> = {
    "falling-offsets": ["bad-file", /X\/indptr: expected offset 4 from \d+ to \d+, got 1/],
    "filter-lzf": ["unsupported", /got the HDF5 filter lzf; install its plugin/],
    "first-offset": ["bad-file", /X\/indptr: expected offset 0 from 0 to 0, got 1/],
    "huge-attribute": ["bad-file", /X: expected \[cells=12, genes=8\], got \[1125899906842624, 1125899906842624\]/],
    "huge-shape": ["bad-file", /declared shape of \[1099511627776\] in \d+ bytes/],
    "index-out-of-range": ["bad-file", /X\/indices: expected whole numbers from 0 to 7, got 8/],
    "infinite-count": ["bad-data", /X: expected finite numbers, got Infinity for cell cell-\d+, gene gène-\d/],
    "infinite-position": ["bad-data", /obsm\/spatial: expected finite positions, got -Infinity for cell cell-5/],
    "last-offset": ["bad-file", /X\/indptr/],
    "nan-count": ["bad-data", /X: expected finite numbers, got NaN for cell cell-\d+, gene gène-\d/],
    "nan-count-dense": ["bad-data", /X: expected finite numbers, got NaN for cell cell-1, gene gène-2/],
    "negative-index": ["bad-file", /got -1/],
    "no-matrix": ["bad-data", /without X, raw\/X and layers/],
    "no-names": ["bad-file", /expected the names of obs in obs\/_index/],
    "no-obs": ["bad-file", /AnnData with obs and var, got an HDF5 file with X, /],
    "no-positions": ["bad-data", /obsm: nothing; obs: nothing; name them with --positions/],
    "one-column-positions": ["bad-data", /obsm\/spatial: expected x and y, got 1 column/],
    "other-hdf5": ["bad-file", /got an HDF5 file with matrix/],
    "short-indices": ["bad-file", /indices 3/],
    "short-offsets": ["bad-file", /13 offsets, got .*indptr 12/],
    "short-positions": ["bad-file", /expected 12 positions, got 3/],
    "text-matrix": ["bad-file", /expected numbers in X, got string/],
    "text-positions": ["bad-file", /expected numbers in obsm\/spatial, got string/],
    "zero-cells": ["bad-data", /expected at least one of its cells, got 0/],
    "zero-genes": ["bad-data", /expected at least one of its genes, got 0/],
  };

  test("every fixture that must be refused has its reason here", () => {
    const names = readdirSync(`${fixtures}/refused`).map((name) => name.replace(".h5ad.gz", ""));
    expect(names.sort()).toEqual(Object.keys(reasons).sort());
  });

  test.each(Object.entries(reasons))("%s is refused, naming the file and the thing", async (name, [code, message]) => {
    const path = join(folder, `${name}.h5ad`);
    writeFileSync(path, gunzipSync(readFileSync(`${fixtures}/refused/${name}.h5ad.gz`)));
    const error = await errorOf(async () => readH5ad(await fileSource(path)));
    expect(error.message).toMatch(message);
    expect(error.message.startsWith(path)).toBe(true);
    expect(error.code).toBe(code);
  });

  test("a file that was cut short is refused with both sizes, wherever it was cut", async () => {
    const whole = readFileSync(`${fixtures}/plain.h5ad`);
    const path = join(folder, "cut.h5ad");
    for (const length of [9, 50, 100, 5000, whole.length - 1]) {
      writeFileSync(path, whole.subarray(0, length));
      const error = await errorOf(async () => readH5ad(await fileSource(path)));
      expect(error.code).toBe("bad-file");
      if (length > 64)
        expect(error.message).toBe(
          `${path}: expected ${whole.length} bytes, got ${length}: the file was cut short; copy or download it again`,
        );
    }
  });

  test("what is not HDF5 is named", async () => {
    const path = join(folder, "odd.h5ad");
    for (const [bytes, message] of [
      [Buffer.from("a letter about genes\n"), /expected one of: AnnData of any version.*; got a text file/],
      [packed(), /a gzip archive of a (text file|file of unknown kind)/],
      [gzipSync(Buffer.from("X\n\0\0\0\x03\0\x04")), /got an object of R; write it as \.h5ad in R/],
      [Buffer.from("RDX3\nX\n\0\0"), /got an object of R/],
      [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), /got a PNG image/],
      [Buffer.alloc(0), /got an empty file/],
      [Buffer.alloc(600), /a file of unknown kind/],
    ] as const) {
      writeFileSync(path, bytes);
      const error = await errorOf(async () => readDataset(await fileSource(path)));
      expect(error.message).toMatch(message);
    }
    await expect(fileSource(join(folder, "absent.h5ad"))).rejects.toThrow(/no such file/);
    await expect(fileSource(folder)).rejects.toThrow(/expected a file, got a folder/);
  });
});

describe("files of other tools", () => {
  const data = "../shared/data/formats";
  const paths = [
    ...listed(`${data}/h5ad`),
    ...listed(`${data}/anndata_archives`).map((path) => `${path}/adata.h5ad`),
    ...listed("../shared/data/annotated"),
    ...listed("../shared/data/celltypes"),
  ];

  testNeeding(
    "../shared/data",
    paths.length > 0,
    "every one opens or is refused with the file and a reason",
    async () => {
      for (const path of paths) {
        try {
          const { counts, cells, genes } = await readDataset(await fileSource(path));
          expect([counts.rows, counts.columns]).toEqual([cells.length, genes.length]);
        } catch (error) {
          expect(error).toBeInstanceOf(CellScapeError);
          expect(String(error)).toContain(path);
        }
      }
    },
  );
});

async function errorOf(action: () => Promise<unknown>): Promise<CellScapeError> {
  const error = await action().then(
    () => new Error("nothing was thrown"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof CellScapeError) return error;
  throw error;
}

function expectColumn(column: Column, wanted: ExpectedColumn): void {
  if (column.kind === "category") {
    expect({ ...column, codes: [...column.codes] }).toEqual({ kind: "category", ...wanted });
    return;
  }
  const values = Array.from<unknown, unknown>(column.values, (value) =>
    value === undefined || Number.isNaN(value) ? null : value,
  );
  expect(values).toEqual(wanted.values);
}

function dense({ rows, columns, starts, indices, values }: Sparse): number[][] {
  return Array.from({ length: rows }, (_, i) => {
    const row = new Array(columns).fill(0);
    for (let e = starts[i]; e < starts[i + 1]; e++) row[indices[e]] = values[e];
    return row;
  });
}

function rowsOf(values: Float32Array | Float64Array, columns: number): number[][] {
  return Array.from({ length: values.length / columns }, (_, i) =>
    Array.from(values.slice(i * columns, (i + 1) * columns)),
  );
}

function listed(path: string): string[] {
  return existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : [];
}

function packed(): Buffer {
  return readFileSync(`${fixtures}/refused/other-hdf5.h5ad.gz`);
}
