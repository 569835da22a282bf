import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CellScapeError } from "../../src/core/errors.ts";
import { blobFolder } from "../../src/io/browser/blobSource.ts";
import { inputAt } from "../../src/io/node/nodeFolder.ts";
import { openDataset, readDataset } from "../../src/io/open.ts";
import type { Folder, Input, Source } from "../../src/io/source.ts";
import { expectContract } from "../contract/readerContract.ts";
import { describeNeeding } from "../needing.ts";
import { folderOf, h5Bytes, mtxFiles, packed, positionsText, smallTenx, text, xeniumCells } from "./tenxFiles.ts";

const listed = (folder: string) => (existsSync(folder) ? readdirSync(folder).map((name) => `${folder}/${name}`) : []);
const own = [...listed("fixtures/h5ad"), ...listed("fixtures/formats")].filter(
  (path) => !/(\.json|\/refused)$/.test(path),
);

/** Real files: what each is read as, or why it is refused. */
const shared = "../shared/data/formats";
const real: Readonly<Record<string, string | RegExp>> = {
  "tenx/10x_data/1.2.0/filtered_gene_bc_matrices/hg19_chr21": /expected positions beside the counts/,
  "tenx/10x_data/1.2.0/filtered_gene_bc_matrices_h5.h5": /expected positions beside the counts/,
  "tenx/10x_data/1.2.0/multiple_genomes.h5": /expected one genome/,
  "tenx/10x_data/3.0.0/filtered_feature_bc_matrix": /expected positions beside the counts/,
  "tenx/10x_data/3.0.0/filtered_feature_bc_matrix.h5": /expected positions beside the counts/,
  "tenx/10x_data/3.0.0/filtered_feature_bc_matrix/matrix.mtx.gz": /expected positions beside the counts/,
  "tenx/10x_data/int-ids": /expected positions beside the counts/,
  "tenx/visium_data/1.0.0": "visium",
  "tenx/visium_data/1.0.0/filtered_feature_bc_matrix.h5": "10x-h5",
  "tenx/visium_data/2.1.0/raw_probe_bc_matrix.h5": /expected positions beside the counts/,
  tenx: /give one of these in it: 10x_data\/int-ids \(10x-mtx\), visium_data\/1\.0\.0 \(visium\), or several/,
  transcripts: /give one of these in it: xenium_V1_FF_Mouse_Brain\/sample1 \(transcripts folder\), /,
  anndata_archives: /give one of these in it: v0\.11\.4\/adata\.h5ad \(h5ad\), v0\.5\.0\/adata\.h5ad \(h5ad\), /,
  visium: "visium",
  "visium/filtered_feature_bc_matrix.h5": "10x-h5",
  visium_two_sections:
    /expected one sample, got a folder with section1\/, section2\/; give one of these in it: section1 \(visium\), section2 \(visium\), or several/,
  "visium_two_sections/section1": "visium",
  "visium_two_sections/section2/outs": "visium",
  "visium_two_sections/section1/outs/raw_feature_bc_matrix": /expected positions beside the counts/,
  "vendor_small/Xenium_small": "xenium",
  "vendor_small/Xenium_small/cell_feature_matrix.h5": "10x-h5",
};

async function formatOf(input: Input): Promise<string> {
  return (await openDataset(input)).format;
}

/** Those of our own that need an option or cannot be read. */
const refusedOwn: Readonly<Record<string, RegExp>> = {
  "fixtures/formats/small.gem": /set the side of the bins with --bin/,
  "fixtures/h5ad/userblock.h5ad": /got AnnData behind a user block; write it again in Python/,
};

test("samples two folders down are named, but no more files are looked at than a few", async () => {
  const blob = new Blob([readFileSync("fixtures/h5ad/plain.h5ad")]);
  const files = Array.from({ length: 60 }, (_, i) => [`day${i % 30}/scan${i}/tissue.h5ad`, blob] as const);
  let opened = 0;
  const folder = blobFolder("study", new Map(files));
  const counted: Folder = {
    ...folder,
    open(path) {
      if (path.endsWith(".h5ad")) opened++;
      return folder.open(path);
    },
  };
  await expect(openDataset(counted)).rejects.toThrow(
    /study: expected one sample, got a folder with day0.*; give one of these in it: day0\/scan0\/tissue\.h5ad \(h5ad\), /,
  );
  expect(opened).toBeLessThan(10);
});

test.each(own)("%s keeps the contract of readers", async (path) => {
  const input = await inputAt(path);
  const reason = refusedOwn[path];
  if (reason === undefined) await expectContract(input);
  else await expect(readDataset(input)).rejects.toThrow(reason);
});

describeNeeding(shared, existsSync(shared), "real files (../shared/data)", () => {
  test.each(Object.entries(real))(
    "%s",
    async (path, expected) => {
      const input = await inputAt(`${shared}/${path}`);
      if (typeof expected === "string") {
        expect(await formatOf(input)).toBe(expected);
        await expectContract(input);
      } else {
        const error = await readDataset(input).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(CellScapeError);
        expect(String(error)).toMatch(expected);
        expect(String(error)).toContain(`${shared}/${path}`);
      }
    },
    20_000,
  );
});

const tenx = smallTenx();
const cells = { "cells.csv.gz": packed(xeniumCells(tenx)) };
const spatial = { "spatial/tissue_positions.csv": positionsText(tenx) };
const made: readonly [format: string, make: () => Promise<Input>][] = [
  ["xenium", async () => folderOf({ "cell_feature_matrix.h5": await h5Bytes(tenx), ...cells })],
  ["10x-h5", async () => fileOf({ "tissue.h5": await h5Bytes(tenx), ...cells }, "tissue.h5")],
  ["10x-h5", async () => fileOf({ "old.h5": await h5Bytes(tenx, { older: true }), ...cells }, "old.h5")],
  ["10x-mtx", async () => folderOf({ ...mtxFiles(tenx), ...cells })],
  ["10x-mtx", async () => fileOf({ ...mtxFiles(tenx), ...cells }, "matrix.mtx.gz")],
  ["visium", async () => folderOf({ "filtered_feature_bc_matrix.h5": await h5Bytes(tenx), ...spatial })],
  [
    "visium-hd",
    async () => {
      const bin = { "filtered_feature_bc_matrix.h5": await h5Bytes(tenx), ...spatial };
      return folderOf(
        Object.fromEntries(Object.entries(bin).map(([path, bytes]) => [`binned_outputs/square_008um/${path}`, bytes])),
      );
    },
  ],
];

async function fileOf(files: Readonly<Record<string, Uint8Array>>, path: string): Promise<Source> {
  const file = await folderOf(files).open(path);
  if (file === undefined) throw new Error(`expected ${path}`);
  return file;
}

test.each(made)("%s of our making keeps the contract", async (format, make) => {
  const input = await make();
  expect(await formatOf(input)).toBe(format);
  await expectContract(input);
});

test("what is of no format is refused with its name and what it is", async () => {
  const refused: [Input, RegExp][] = [
    [await fileOf({ "a.h5": text("{}") }, "a.h5"), /^outs\/a\.h5: expected one of: .*; got JSON text$/],
    [
      await fileOf({ "a.h5ad": new Uint8Array(600) }, "a.h5ad"),
      /^outs\/a\.h5ad: expected one of: .*; got a file of unknown kind$/,
    ],
    [await fileOf({ "a.mtx": new Uint8Array(0) }, "a.mtx"), /^outs\/a\.mtx: expected data, got an empty file$/],
    [folderOf({ "notes.docx": text("PK") }), /^outs: expected one of: .*; got a folder with notes\.docx$/],
  ];
  for (const [input, message] of refused) await expect(readDataset(input)).rejects.toThrow(message);
});
