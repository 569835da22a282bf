import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Dataset } from "../../../src/data/dataset.ts";
import { positionTable, readCellTable } from "../../../src/io/assembly/positionTable.ts";
import { blobSource } from "../../../src/io/browser/blobSource.ts";
import { inspectSource, readDataset } from "../../../src/io/open.ts";
import type { ReadOptions } from "../../../src/io/reader.ts";

const open = (path: string) => blobSource(new Blob([readFileSync(`fixtures/${path}`)]), path);
const table = (text: string) => blobSource(new Blob([text]), "spots.csv");
const read = (path: string, text: string, options: ReadOptions = {}) =>
  readDataset(open(path), { ...options, positionsFile: table(text) });

/** Where the fixtures' own positions are not: x falls, y rises by whole numbers. */
const placeOf = (i: number) => [1000 - 3 * i, 7 * i + 0.5];
const inputs = ["h5ad/plain.h5ad", "formats/anndata-v2.zarr.zip", "formats/anndata-v3.zarr.zip", "formats/small.loom"];
const namesOf = async (path: string) => (await readDataset(open(path))).cells;

const tableOf = (cells: readonly string[], header = "barcode,x,y\n") =>
  header + cells.map((cell, i) => `${cell},${placeOf(i).join(",")}\n`).join("");
const pairs = ({ positions: { rows, values } }: Dataset) =>
  Array.from({ length: rows }, (_, i) => [values[2 * i], values[2 * i + 1]]);

describe.each(inputs)("%s with a table of positions", (path) => {
  test("cells lie where the table says, whatever the order of its rows", async () => {
    const cells = await namesOf(path);
    const [header, ...lines] = tableOf(cells).trimEnd().split("\n");
    const dataset = await read(path, [header, ...lines.reverse(), "elsewhere,1,2", ""].join("\n"));
    expect(pairs(dataset)).toEqual(cells.map((_, i) => placeOf(i)));
    expect(dataset).toMatchObject({ cells, positionsFrom: "spots.csv", losses: [] });
    expect(dataset.kept).toBeUndefined();
    expect(dataset.notes).toContain(
      "positions are the columns x and y of spots.csv, whose column barcode names the cells",
    );
  });

  test("a table without header, and one whose names stand in an unknown column, are understood", async () => {
    const cells = await namesOf(path);
    const wanted = cells.map((_, i) => placeOf(i));
    const bare = await read(path, tableOf(cells, ""));
    expect(pairs(bare)).toEqual(wanted);
    expect(bare.notes).toContain("positions are the columns 2 and 3 of spots.csv, whose column 1 names the cells");
    const spaceRanger = cells.map((cell, i) => `${cell},1,${i},0,${placeOf(i)[1]},${placeOf(i)[0]}\n`).join("");
    expect(pairs(await read(path, spaceRanger))).toEqual(wanted);
    const named = cells.map((cell, i) => `row${i},${placeOf(i).join(",")},${cell}\n`).join("");
    expect(pairs(await read(path, `cell,x,y,my label\n${named}`))).toEqual(wanted);
  });

  test("cells without a position are lost, and the others keep their counts and annotations", async () => {
    const cells = await namesOf(path);
    const whole = await read(path, tableOf(cells));
    const lines = tableOf(cells).trimEnd().split("\n");
    lines.splice(3, 1);
    lines[1] = `${cells[0]},,`;
    const dataset = await read(path, `${lines.join("\n")}\n`);
    const rows = cells.map((_, i) => i).filter((i) => i !== 0 && i !== 2);
    expect(dataset.cells).toEqual(rows.map((i) => cells[i]));
    expect(pairs(dataset)).toEqual(rows.map(placeOf));
    expect(dataset.losses).toEqual([`2 of ${cells.length} cells have no position in spots.csv and were left out`]);
    expect(dataset.kept).toEqual({ rows: Uint32Array.from(rows), of: cells.length });
    const row = ({ counts: { starts, indices, values } }: Dataset, i: number) => [
      indices.slice(starts[i], starts[i + 1]),
      values.slice(starts[i], starts[i + 1]),
    ];
    expect(rows.map((_, at) => row(dataset, at))).toEqual(rows.map((i) => row(whole, i)));
    expect(dataset.obs.rows).toBe(rows.length);
  });

  test("a table of other cells, of the same cell twice or without places is refused", async () => {
    const cells = await namesOf(path);
    await expect(read(path, "barcode,x,y\nother,1,2\n")).rejects.toThrow(
      new RegExp(
        `expected the cells of .* \\(such as ${cells[0]}\\) with positions in spots.csv, got names such as other`,
      ),
    );
    await expect(read(path, `${tableOf(cells)}${cells[1]},5,5\n`)).rejects.toThrow(
      `spots.csv: expected positions whose names occur once, got "${cells[1]}" twice`,
    );
    await expect(read(path, `barcode,a,b,c\n${cells[0]},1,2,3\n`)).rejects.toThrow(/expected columns with x and y/);
  });
});

test("spots off the tissue are left out with a note", async () => {
  const cells = await namesOf(inputs[0]);
  const text = cells.map((cell, i) => `${cell},${i === 1 ? 0 : 1},${i},0,${i},${2 * i}\n`).join("");
  const dataset = await read(inputs[0], text);
  expect(dataset.cells).toEqual(cells.filter((_, i) => i !== 1));
  expect(dataset.losses).toEqual([]);
  expect(dataset.notes).toContain(`1 of ${cells.length} cells lie off the tissue (in_tissue is 0) and were left out`);
});

test("names that are numbers are joined too", async () => {
  const places = positionTable(await readCellTable(table("x,y,label\n1,2,7\n3,4,8\n")), "spots.csv", ["8", "7"]);
  expect(places).toMatchObject({ names: ["7", "8"], taken: ["label", "x", "y"], xy: Float64Array.of(1, 2, 3, 4) });
});

test("what has no positions asks for a table of them", async () => {
  const bare = blobSource(
    new Blob([gunzipSync(readFileSync("fixtures/h5ad/refused/no-positions.h5ad.gz"))]),
    "bare.h5ad",
  );
  const { command, positionsFrom } = await inspectSource(bare);
  expect(positionsFrom).toBeUndefined();
  expect(command.slice(-2)).toEqual(["--positions", "FILE"]);
  await expect(readDataset(bare)).rejects.toThrow(/give a table of them with --positions FILE/);
});

test("positions in the file that the table replaces are said", async () => {
  const { cells } = await readDataset(open("h5ad/plain.h5ad"));
  const { notes } = await read("h5ad/plain.h5ad", tableOf(cells));
  expect(notes).toContain("positions of spots.csv replace those in obsm/spatial");
});
