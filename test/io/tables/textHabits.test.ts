import { expect, test } from "vitest";
import { columnText } from "../../../src/io/anndata/table.ts";
import { blobSource } from "../../../src/io/browser/blobSource.ts";
import { readDataset } from "../../../src/io/open.ts";
import type { ReadOptions } from "../../../src/io/reader.ts";
import { folderOf, mtxFiles, packed, smallTenx, text, xeniumCells } from "../tenxFiles.ts";

/** Tables as people and their programs write them. */
const file = (content: string | Uint8Array, name = "counts.csv") => blobSource(new Blob([content as BlobPart]), name);
const read = (content: string, options: ReadOptions = {}) => readDataset(file(content), options);

const positions = "cell,x,y\na,0,1\nb,2,3.5\nc,4,5\n";
const rows = ["id\tG1\tG2\tG3", "a\t1\t0\t2", "b\t0\t3\t0", "c\t0\t0\t4"];

test("positions with a decimal comma, between semicolons or tabs, are those with a point", async () => {
  for (const separator of [";", "\t"]) {
    const table = ["cell", "x", "y"].join(separator);
    const lines = ["a 0,5 1,25", "b 2,0 -3,5", "c 4 5,0e0"].map((line) => line.replaceAll(" ", separator));
    const positionsFile = file(`${[table, ...lines].join("\n")}\n`, "places.txt");
    const { positions: found } = await read(`${rows.join("\n")}\n`, { positionsFile });
    expect([...found.values], separator).toEqual([0.5, 1.25, 2, -3.5, 4, 5]);
  }
});

test("a separator at the end of rows alone, or of the header too, is no gene", async () => {
  const [header, ...others] = rows;
  const ends = others.map((row) => `${row}\t`);
  for (const lines of [
    [`${header}\t`, ...ends],
    [header, ...ends],
  ]) {
    const { genes, cells } = await read(`${lines.join("\n")}\n`, { positionsFile: file(positions, "places.csv") });
    expect([genes, cells]).toEqual([
      ["G1", "G2", "G3"],
      ["a", "b", "c"],
    ]);
  }
});

test("spots that are named by fractions of a place, in columns, lie there", async () => {
  const { positions: found, cells, genes } = await read("gene,2.04x3.1,17x8,0x0.5\nA,1,0,2\nB,0,3,1\n");
  expect([cells, genes]).toEqual([
    ["2.04x3.1", "17x8", "0x0.5"],
    ["A", "B"],
  ]);
  expect([...found.values]).toEqual([2.04, 3.1, 17, 8, 0, 0.5]);
});

test("text in the last column has no end of line in it, in any row", async () => {
  const cells = Array.from(
    { length: 40 },
    (_, i) => `${i},${i},${i % 7},${i % 3},${1 + (i % 2)},${i % 2 ? "Neuron" : "Glia"}`,
  );
  const table = `${["cell,x,y,G1,G2,cell_type", ...cells].join("\r\n")}\r\n`;
  const { obs } = await read(table);
  const column = obs.columns.get("cell_type");
  expect(new Set(column && columnText(column))).toEqual(new Set(["Glia", "Neuron"]));
});

test("a table of positions in Latin-1 is refused with what it is", async () => {
  const latin = Uint8Array.from("zell\u00e9,x,y\na,0,1\nb,2,3\nc,4,5\n", (letter) => letter.charCodeAt(0));
  await expect(read(`${rows.join("\n")}\n`, { positionsFile: file(latin, "places.csv") })).rejects.toThrow(
    /places\.csv: expected .*(UTF-8|table)/,
  );
});

test("a header line in features and barcodes of a 10x matrix is neither a gene nor a cell", async () => {
  const tenx = smallTenx();
  const made = mtxFiles(tenx);
  const headed = tenx.ids.map((id, u) => [id, tenx.names[u], tenx.types[u]].join("\t"));
  const plain = await readDataset(folderOf({ ...made, "cells.csv": text(xeniumCells(tenx)) }));
  const dataset = await readDataset(
    folderOf({
      ...made,
      "features.tsv.gz": packed(`gene_id\tgene_name\tfeature_type\n${headed.join("\n")}\n`),
      "barcodes.tsv.gz": packed(`barcode\n${tenx.barcodes.join("\n")}\n`),
      "cells.csv": text(xeniumCells(tenx)),
    }),
  );
  expect([dataset.genes, dataset.cells, [...dataset.counts.values]]).toEqual([
    plain.genes,
    plain.cells,
    [...plain.counts.values],
  ]);
});
