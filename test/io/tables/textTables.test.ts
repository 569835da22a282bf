import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { CellScapeError } from "../../../src/core/errors.ts";
import type { Dataset } from "../../../src/data/dataset.ts";
import { blobFolder, blobSource } from "../../../src/io/browser/blobSource.ts";
import { readDataset } from "../../../src/io/open.ts";
import type { ReadOptions } from "../../../src/io/reader.ts";

const file = (text: string | Uint8Array, name = "counts.csv") => blobSource(new Blob([text as BlobPart]), name);
const folder = (files: Record<string, string>) =>
  blobFolder("run", new Map(Object.entries(files).map(([name, text]) => [name, new Blob([text])])));
const positions = "cell,x,y\na,0,1\nb,2,3.5\nc,4,5\n";
const cellRows = "id,G1,G2,G3\na,1,0,2\nb,0,3,0\nc,0,0,4\n";
const geneRows = "gene,a,b,c\nG1,1,0,0\nG2,0,3,0\nG3,2,0,4\n";

const dense = ({ counts, genes }: Dataset) =>
  Array.from({ length: counts.rows }, (_, i) =>
    genes.map((_, u) => {
      for (let e = counts.starts[i]; e < counts.starts[i + 1]; e++)
        if (counts.indices[e] === u) return counts.values[e];
      return 0;
    }),
  );
const wanted = [
  [1, 0, 2],
  [0, 3, 0],
  [0, 0, 4],
];

async function refusal(text: string | Uint8Array, options: ReadOptions = {}): Promise<string> {
  const given: ReadOptions = { positionsFile: file(positions, "positions.csv"), ...options };
  const error: unknown = await readDataset(file(text), given).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CellScapeError);
  return (error as CellScapeError).message;
}

describe("separators, orientation, quotes and packing do not matter", () => {
  const variants: Record<string, string | Uint8Array> = {
    commas: cellRows,
    tabs: cellRows.replaceAll(",", "\t"),
    semicolons: cellRows.replaceAll(",", ";"),
    "genes in rows": geneRows,
    "row names without a header, as R writes them": cellRows.replace("id,", ""),
    "everything quoted": cellRows.replace(/[^,\n]+/g, '"$&"'),
    "Windows line ends and a byte order mark": `\ufeff${cellRows.replaceAll("\n", "\r\n")}`,
    "no last line end": cellRows.trimEnd(),
    "empty lines": cellRows.replaceAll("\n", "\n\n"),
    decimals: cellRows.replaceAll(",0", ",0.0").replaceAll(",3", ",3e0"),
    gzip: gzipSync(cellRows),
  };
  test.each(Object.keys(variants))("%s", async (name) => {
    const dataset = await readDataset(file(variants[name]), { positionsFile: file(positions, "positions.csv") });
    expect(dataset.cells).toEqual(["a", "b", "c"]);
    expect(dataset.genes).toEqual(["G1", "G2", "G3"]);
    expect(dense(dataset)).toEqual(wanted);
    expect([...dataset.positions.values]).toEqual([0, 1, 2, 3.5, 4, 5]);
  });

  test("a folder with a table of counts and one of positions needs no option", async () => {
    const dataset = await readDataset(folder({ "b.csv": positions, "a.tsv": geneRows.replaceAll(",", "\t") }));
    expect(dense(dataset)).toEqual(wanted);
  });

  test("positions in columns of other names can be named", async () => {
    const options = { positionsFile: file("cell,u,v\na,0,1\nb,2,3\nc,4,5\n"), positions: "obs/v,obs/u" };
    expect([...(await readDataset(file(cellRows), options)).positions.values]).toEqual([1, 0, 3, 2, 5, 4]);
  });

  test("without names in common the order of rows counts, when the orientation is said", async () => {
    const options: ReadOptions = { positionsFile: file("x,y\n0,1\n2,3\n4,5\n"), orientation: "cells-in-rows" };
    const { notes, cells } = await readDataset(file(cellRows), options);
    expect(cells).toEqual(["a", "b", "c"]);
    expect(notes.join()).toMatch(/joined by their order: no names are shared/);
  });

  test("identifiers of many digits keep them all", async () => {
    const ids = ["110883424764611924400221639916314253461", "110883424764611924400221639916314253462"];
    const counts = `cell,G1,G2\n${ids[0]},1,2\n${ids[1]},3,4\n`;
    const table = `,x,y\n${ids[1]},1,1\n${ids[0]},0,0\n`;
    const { cells, positions: xy } = await readDataset(file(counts), { positionsFile: file(table) });
    expect(cells).toEqual(ids);
    expect([...xy.values]).toEqual([0, 0, 1, 1]);
  });
});

describe("refusals say where", () => {
  test.each([
    [
      "text for a number",
      cellRows.replace(",3,", ",three,"),
      /counts.csv, line 3, column G2: expected a number, got "three"/,
    ],
    ["a missing number", cellRows.replace("4", ""), /line 4, column G3: expected a number, got nothing/],
    ["NaN", cellRows.replace("4", "NaN"), /line 4, column G3: expected a number, got "NaN"/],
    ["infinity", cellRows.replace("4", "1e999"), /line 4, column G3: expected a number/],
    ["a row that is too long", cellRows.replace("b,0", "b,0,0"), /line 3: expected 4 values, got 5/],
    ["cells of another tissue", cellRows.replace(/^[abc],/gm, "z$&"), /expected names of cells of positions.csv/],
    [
      "bytes that are no UTF-8",
      Uint8Array.of(...new TextEncoder().encode(cellRows), 0xff, 0x0a),
      /UTF-8|expected one of/,
    ],
    ["a quote without end", `${cellRows}"d,1,2,3\n`, /quote|expected one of/],
    ["gzip that is cut short", gzipSync(cellRows).subarray(0, 30), /gzip|expected one of/],
  ] as const)("%s", async (_, text, message) => {
    expect(await refusal(text)).toMatch(message);
  });

  test("two positions of one cell", async () => {
    const twice = file(`${positions}a,9,9\n${"defghijklmnopqrstuvw".replace(/./g, "$&,1,1\n")}`, "positions.csv");
    expect(await refusal(cellRows, { positionsFile: twice })).toMatch(/expected one position per cell, got "a" twice/);
  });

  test("a table of counts alone asks for positions, one of positions alone for counts", async () => {
    await expect(readDataset(file(cellRows))).rejects.toThrow(/add --positions FILE/);
    await expect(readDataset(file(positions))).rejects.toThrow(/expected columns with counts of genes/);
  });

  test("a folder with several tables of counts asks which", async () => {
    const files = { "a.csv": cellRows, "b.csv": cellRows, "c.csv": positions };
    await expect(readDataset(folder(files))).rejects.toThrow(/got 2 of counts \(a.csv, b.csv\) and 1 of positions/);
  });

  test("a line without end is refused before it fills the memory", async () => {
    const endless = gzipSync(new Uint8Array(2 ** 27).fill(44));
    await expect(readDataset(file(endless, "long.csv.gz"))).rejects.toThrow(CellScapeError);
  });
});
