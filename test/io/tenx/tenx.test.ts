import { describe, expect, test } from "vitest";
import type { Dataset } from "../../../src/data/dataset.ts";
import { columnText } from "../../../src/io/anndata/table.ts";
import { inspectSource, readDataset } from "../../../src/io/open.ts";
import type { ReadOptions } from "../../../src/io/reader.ts";
import type { Folder, Input } from "../../../src/io/source.ts";
import {
  folderOf,
  h5Bytes,
  mtxFiles,
  mtxText,
  packed,
  picture,
  positionsParquet,
  positionsText,
  type SmallTenx,
  scaleFactors,
  smallTenx,
  text,
  xeniumCells,
} from "../tenxFiles.ts";

const tenx = smallTenx();
const GENES = [0, 1, 3, 5, 6];

/** Counts by name of cell and gene. */
function table({ cells, genes, counts: { starts, indices, values } }: Dataset): Record<string, Record<string, number>> {
  return Object.fromEntries(
    cells.map((cell, i) => [
      cell,
      Object.fromEntries(
        Array.from(indices.subarray(starts[i], starts[i + 1]), (u, k) => [genes[u], values[starts[i] + k]]),
      ),
    ]),
  );
}

/** The same from the plain lists; `features` are read from, `names` written to. */
function known(
  { barcodes, counts }: SmallTenx,
  cells: readonly number[],
  features = GENES,
  names = ["A", "B", "A-1", "C", "D"],
) {
  return Object.fromEntries(
    cells.map((j) => [
      barcodes[j],
      Object.fromEntries(features.flatMap((u, k) => (counts[j][u] === 0 ? [] : [[names[k], counts[j][u]]]))),
    ]),
  );
}

const all = tenx.barcodes.map((_, j) => j);
const onTissue = all.filter((j) => j !== 2);
const cellsCsv = { "cells.csv.gz": packed(xeniumCells(tenx)) };
const read = (input: Input, options: ReadOptions = {}) => readDataset(input, options);

describe("counts", () => {
  const inputs: [string, () => Promise<Record<string, Uint8Array>>][] = [
    ["HDF5 of Cell Ranger 3", async () => ({ "cell_feature_matrix.h5": await h5Bytes(tenx) })],
    ["text of Cell Ranger 3, packed", async () => mtxFiles(tenx)],
    ["text with a prefix", async () => mtxFiles(tenx, { before: "GSM1_tissue_" })],
  ];
  test.each(inputs)(
    "%s: genes are apart from controls and antibodies, names unique, every count in its place",
    async (_, make) => {
      const prefix = Object.keys(await make())[0].startsWith("GSM1") ? {} : cellsCsv;
      const folder = folderOf({ ...(await make()), ...prefix });
      const given = "cells.csv.gz" in prefix ? {} : { positionsFile: await folderOf(cellsCsv).open("cells.csv.gz") };
      const dataset = await read(folder, given as ReadOptions);
      expect(table(dataset)).toEqual(known(tenx, all));
      expect(dataset.genes).toEqual(["A", "B", "A-1", "C", "D"]);
      expect(dataset.var.columns.get("gene_ids")).toEqual({
        kind: "string",
        values: ["ENSG1", "ENSG2", "ENSG3", "ENSG4", "ENSG5"],
      });
      expect(dataset.notes).toContain("non-gene features were excluded: 1 Negative Control Probe");
      expect(dataset.notes).toContain("1 gene name occurred before; made unique with -1, -2, ...");
      expect(dataset.losses[0]).toBe("measurements other than genes were excluded: 1 Antibody Capture");
    },
  );

  test("older files have no feature types, and a group a genome", async () => {
    const folder = folderOf({ "old.h5": await h5Bytes(tenx, { older: true }), ...cellsCsv });
    const file = await folder.open("old.h5");
    if (file === undefined) throw new Error("expected the file");
    const names = ["A", "B", "Neg-1", "A-1", "CD3-protein", "C", "D"];
    const dataset = await read(file);
    expect(table(dataset)).toEqual(known(tenx, all, [0, 1, 2, 3, 4, 5, 6], names));
    expect(dataset.var.columns.get("genome")).toEqual({ kind: "string", values: names.map(() => "GRCh38") });
    expect(table(await read(folderOf({ ...mtxFiles(tenx, { older: true }), ...cellsCsv })))).toEqual(table(dataset));
    await expect(read(file, { genome: "mm10" })).rejects.toThrow(
      /expected one genome of GRCh38 \(--genome\), got mm10/,
    );
  });

  test("a matrix of barcodes x features is turned, and one in no order is sorted", async () => {
    const turned = { ...mtxFiles(tenx), "matrix.mtx.gz": packed(mtxText(tenx, { turned: true })), ...cellsCsv };
    expect(table(await read(folderOf(turned)))).toEqual(known(tenx, all));
    const [first, second, sizes, ...entries] = mtxText(tenx, { field: "real" }).trimEnd().split("\n");
    const shuffled = [first, second, sizes, ...entries.sort()].join("\r\n");
    expect(table(await read(folderOf({ ...turned, "matrix.mtx.gz": text(shuffled) })))).toEqual(known(tenx, all));
  });

  test("genes of one of several genomes are kept when it is named", async () => {
    const folder = folderOf({ "cell_feature_matrix.h5": await h5Bytes(tenx), ...cellsCsv });
    const file = await folder.open("cell_feature_matrix.h5");
    if (file === undefined) throw new Error("expected the file");
    expect(table(await read(file, { genome: "GRCh38" }))).toEqual(known(tenx, all));
    await expect(read(file, { genome: "mm10" })).rejects.toThrow(/expected the genome mm10 \(--genome\), got GRCh38/);
    await expect(read(file, { bin: 8 })).rejects.toThrow(
      /expected only --genome, --positions FILE for 10x-h5, got --bin; leave it out/,
    );
  });
});

describe("Space Ranger", () => {
  const outs = async (positions: Record<string, Uint8Array>) => ({
    "filtered_feature_bc_matrix.h5": await h5Bytes(tenx),
    "spatial/scalefactors_json.json": scaleFactors(),
    "spatial/tissue_hires_image.png": picture(),
    "spatial/tissue_lowres_image.jpg": text("no picture"),
    ...positions,
  });
  const versions: [string, Record<string, Uint8Array>][] = [
    [
      "text without header (before 2.0)",
      { "spatial/tissue_positions_list.csv": positionsText(tenx, { header: false }) },
    ],
    ["text with header (since 2.0)", { "spatial/tissue_positions.csv": positionsText(tenx) }],
    ["parquet (HD)", { "spatial/tissue_positions.parquet": positionsParquet(tenx) }],
  ];
  test.each(versions)(
    "positions as %s: x is the column and y the row of the pixel, spots off the tissue are left out",
    async (_, positions) => {
      const dataset = await read(folderOf(await outs(positions)));
      expect(table(dataset)).toEqual(known(tenx, onTissue));
      expect([...dataset.positions.values]).toEqual(onTissue.flatMap((j) => [900 - 10 * j, 100.5 + 10 * j]));
      expect(columnText(dataset.obs.columns.get("array_row") ?? { kind: "string", values: [] })).toEqual(
        onTissue.map((j) => `${j >> 1}`),
      );
      expect(dataset.notes).toContain("1 of 8 barcodes lie off the tissue (in_tissue is 0) and were left out");
      expect(dataset.unitUm).toBe(0.5);
      expect(dataset.positionsFrom).toBe(Object.keys(positions)[0]);
    },
  );

  test("the picture is kept under the library that the matrix names, and one that cannot be is said", async () => {
    const { tissue, notes } = await read(folderOf(await outs(versions[0][1])));
    expect(tissue?.library).toBe("sample-7");
    expect(tissue?.scaleFactors).toEqual({ spot_diameter_fullres: 130, tissue_hires_scalef: 0.5 });
    expect(tissue?.metadata).toEqual({ library_ids: "sample-7", software_version: "spaceranger-3.0.0" });
    const pixels = Uint8Array.from({ length: 18 }, (_, i) => 10 * i);
    expect(tissue?.images).toEqual({ hires: { width: 3, height: 2, channels: 3, values: pixels } });
    expect(notes.filter((note) => note.includes("picture"))).toEqual([
      "a picture of the tissue was left out, as it is no PNG: outs/spatial/tissue_lowres_image.jpg",
    ]);
  });

  test("barcodes without a position are lost and said; without any position nothing is read", async () => {
    const few = { ...tenx, barcodes: tenx.barcodes.slice(0, 5) };
    const positions = { "spatial/tissue_positions.csv": positionsText(few) };
    const dataset = await read(folderOf(await outs(positions)));
    expect(dataset.losses).toContain(
      "3 of 8 barcodes have no position in spatial/tissue_positions.csv and were left out",
    );
    expect(table(dataset)).toEqual(known(tenx, [0, 1, 3, 4]));
    const others = { ...tenx, barcodes: tenx.barcodes.map((name) => `${name}x`) };
    await expect(read(folderOf(await outs({ "spatial/tissue_positions.csv": positionsText(others) })))).rejects.toThrow(
      /expected the barcodes of .* \(such as AAACAA-1\) with positions in spatial\/tissue_positions.csv, got names such as AAACTC-1x/,
    );
  });

  test("filtered counts come before raw ones, and raw ones are said", async () => {
    const { "filtered_feature_bc_matrix.h5": h5, ...rest } = await outs(versions[1][1]);
    const raw = { ...rest, "raw_feature_bc_matrix.h5": h5 };
    expect((await read(folderOf(raw))).notes[0]).toMatch(
      /^counts of all barcodes were taken \(raw_feature_bc_matrix.h5\)/,
    );
    const text3 = Object.fromEntries(
      Object.entries(mtxFiles(tenx)).map(([name, bytes]) => [`filtered_feature_bc_matrix/${name}`, bytes]),
    );
    expect((await read(folderOf({ ...raw, ...text3 }))).countsFrom).toBe("filtered_feature_bc_matrix");
    const nested = Object.fromEntries(Object.entries(raw).map(([name, bytes]) => [`outs/${name}`, bytes]));
    expect(table(await read(folderOf(nested, "sample")))).toEqual(known(tenx, onTissue));
    await expect(read(folderOf(rest))).rejects.toThrow(/expected filtered_feature_bc_matrix.h5 .*, got neither/);
  });

  test("bins of Visium HD are of 8 um unless others are asked for", async () => {
    const files: Record<string, Uint8Array> = {};
    for (const [size, cells] of [
      ["002", 8],
      ["008", 6],
      ["016", 4],
    ] as const) {
      const some = { ...tenx, barcodes: tenx.barcodes.slice(0, cells) };
      for (const [path, bytes] of Object.entries(
        await outs({ "spatial/tissue_positions.parquet": positionsParquet(some) }),
      )) {
        files[`binned_outputs/square_${size}um/${path}`] = bytes;
      }
      files[`binned_outputs/square_${size}um/spatial/scalefactors_json.json`] = scaleFactors({
        microns_per_pixel: 0.25,
      });
    }
    const folder = folderOf(files);
    const sizes = [undefined, 2, 16].map(
      async (bin) => (await read(folder, bin === undefined ? {} : { bin })).cells.length,
    );
    expect(await Promise.all(sizes)).toEqual([5, 7, 3]);
    expect((await read(folder)).unitUm).toBe(0.25);
    expect((await inspectSource(folder)).choices?.[0]).toBe("bins: 2, 8 (taken), 16 um (--bin)");
    await expect(read(folder, { bin: 4 })).rejects.toThrow(/expected bins of 2, 8, 16 um \(--bin\), got 4/);
  });
});

test("Xenium gives micrometres, keeps the columns of its cells, and says which have no counts", async () => {
  const dataset = await read(folderOf({ "cell_feature_matrix.h5": await h5Bytes(tenx), ...cellsCsv }));
  expect(dataset.unitUm).toBe(1);
  expect([...dataset.positions.values.subarray(0, 4)]).toEqual([0, 0, 1.5, 2.25]);
  expect(dataset.obs.columns.get("transcript_counts")).toEqual({
    kind: "number",
    values: Int32Array.from(all, (j) => 40 + j),
  });
  expect(dataset.losses).toContain("1 cells of cells.csv.gz have no counts and were left out");
});

test("an inspection names the format, the sizes and the command, and reads the beginning of a large matrix only", async () => {
  const large = smallTenx();
  large.barcodes = Array.from({ length: 40_000 }, (_, j) => `CELL${j}`);
  large.counts = large.barcodes.map((_, j) => large.ids.map((_, u) => 1000 + ((j * 7 + u) % 9000)));
  const folder = folderOf({ ...mtxFiles(large, { older: true }), "cells.csv": text(xeniumCells(large)) });
  let [furthest, size] = [0, 0];
  const watched: Folder = {
    ...folder,
    async open(path) {
      const file = await folder.open(path);
      if (file === undefined || !path.endsWith(".mtx")) return file;
      size = file.size;
      const read = (offset: number, length: number) => {
        furthest = Math.max(furthest, offset + length);
        return file.read(offset, length);
      };
      return { ...file, read };
    },
  };
  const inspection = await inspectSource(watched);
  expect(inspection).toMatchObject({ format: "10x-mtx", cells: 40_000, genes: 7, positionsFrom: "cells.csv" });
  expect(inspection.command).toEqual(["cellscape", "run", "outs", "--out", "outs-cellscape"]);
  expect(furthest).toBeGreaterThan(0);
  expect(furthest).toBeLessThan(size / 2);
});
