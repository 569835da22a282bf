import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Dataset } from "../../src/data/dataset.ts";
import type { Column } from "../../src/data/table.ts";
import { inputAt } from "../../src/io/node/nodeFolder.ts";
import { inspectSource, readDataset } from "../../src/io/open.ts";
import type { ReadOptions } from "../../src/io/reader.ts";

interface Expected {
  readonly cells: readonly string[];
  readonly genes: readonly string[];
  readonly counts: readonly (readonly number[])[];
  readonly positions: readonly (readonly number[])[];
  readonly obs?: Readonly<Record<string, { values?: unknown[]; codes?: number[]; categories?: string[] }>>;
  readonly lost?: number;
}

const fixtures = "fixtures/formats";
const expected: Readonly<Record<string, Expected>> = JSON.parse(readFileSync(`${fixtures}/expected.json`, "utf8"));

/** Options of the fixtures whose names end in `#...`: the table or the side of the bins. */
function optionsOf(name: string): ReadOptions {
  const [, part] = name.split("#");
  if (part === undefined || part === "cells") return {};
  return name.startsWith("spatialdata") ? { table: part } : { bin: Number(part) };
}

const read = async (name: string, options: ReadOptions = {}): Promise<Dataset> =>
  readDataset(await inputAt(`${fixtures}/${name.split("#")[0]}`), { ...optionsOf(name), ...options });

describe("content as the tools of each format read it", () => {
  test.each(Object.keys(expected))("%s: names, counts and positions are equal", async (name) => {
    const { cells, genes, counts, positions } = expected[name];
    const dataset = await read(name);
    expect([...dataset.cells].sort()).toEqual([...cells].sort());
    expect([...dataset.genes].sort()).toEqual([...genes].sort());
    const found = dense(dataset);
    cells.forEach((cell, i) => {
      const at = dataset.cells.indexOf(cell);
      const row = genes.map((gene) => found[at][dataset.genes.indexOf(gene)]);
      expect(row, cell).toEqual(counts[i]);
      // The last digits differ where a mean was summed in another order.
      expect(dataset.positions.values[2 * at]).toBeCloseTo(positions[i][0], 9);
      expect(dataset.positions.values[2 * at + 1]).toBeCloseTo(positions[i][1], 9);
    });
  });

  test.each(["anndata-v2.zarr.zip", "anndata-v3.zarr.zip"])("%s: columns of obs are those of anndata", async (name) => {
    const { obs } = await read(name);
    const wanted = expected[name].obs ?? {};
    expect([...obs.columns.keys()]).toEqual(Object.keys(wanted));
    for (const [key, column] of obs.columns) {
      const { values, codes, categories } = wanted[key];
      if (column.kind === "category") {
        expect([...column.codes]).toEqual(codes);
        expect(column.categories).toEqual(categories);
      } else {
        expect(plain(column), key).toEqual(values);
      }
    }
  });

  test.each(["csc", "dense"])("the layer %s of a zarr store holds the same counts", async (layer) => {
    for (const version of [2, 3]) {
      const name = `anndata-v${version}.zarr.zip`;
      const dataset = await read(name, { countsFrom: `layers/${layer}` });
      expect(dense(dataset)).toEqual(expected[name].counts);
    }
  });
});

describe("what is said", () => {
  test("rows of background and control features are notes, cells without a position losses", async () => {
    const cosmx = await read("cosmx");
    expect(cosmx.losses).toEqual([]);
    expect(cosmx.notes).toContain("2 rows of transcripts outside of cells (cell_ID 0) are no cells");
    expect(cosmx.notes).toContain("2 control features, such as NegPrb1, are not genes and were excluded");
    const { losses, notes, unitUm } = await read("merscope");
    expect(notes).toContain("1 control features, such as Blank-1, are not genes and were excluded");
    expect(losses).toHaveLength(1);
    expect(losses[0]).toMatch(
      /^1 cells with counts have no position in cell_metadata.csv and were left out, such as 1108/,
    );
    expect(unitUm).toBe(1);
  });

  test("rows of a table without a shape or label are a loss, a choice of tables a note", async () => {
    const { losses, positionsFrom } = await read("spatialdata.zip#labelled");
    expect(losses).toEqual([
      "1 rows of the table labelled have no shape or label in labels and were left out, such as zelle-3-ß",
    ]);
    expect(positionsFrom).toBe("centroids of labels");
    const { notes } = await read("spatialdata.zip");
    expect(notes[0]).toBe(
      "the table circled was taken of circled, labelled, mixed, outlined; name another with --table",
    );
  });

  test("bins of a size that a file lacks are made of smaller ones, in micrometres as the file says", async () => {
    const made = await read("bins.gef#20");
    expect(made.notes).toContain("cells are square bins of 20 spots, made of bins of 1; the file has bins of 1, 50");
    expect(made.unitUm).toBe(0.5);
    const usual = await read("bins.gef");
    expect(usual.notes).toContain("cells are square bins of 50 spots; the file has bins of 1, 50");
    await expect(read("old.gef", { bin: 25 })).rejects.toThrow(/expected a multiple of 10 \(--bin\), got 25/);
    await expect(read("cells.gef", { bin: 50 })).rejects.toThrow(/expected no --bin for a file of cells/);
  });

  test("which way a table of counts lies and where positions are from is a note", async () => {
    const { notes, obs } = await read("slideseq");
    expect(notes).toContain(
      "counts were taken from MappedDGEForR.csv (genes in rows), positions from BeadLocationsForR.csv, joined by barcodes",
    );
    expect([...obs.columns.keys()]).toEqual(["xcoord", "ycoord", "kind"]);
    const one = await read("one.csv");
    expect(one.notes).toContain("the columns kind, area describe cells and are not genes");
    expect([...one.obs.columns.keys()]).toEqual(["kind", "area"]);
  });

  test("transcripts of controls are a note, those of poor quality and in no cell losses", async () => {
    const { losses, notes } = await read("transcripts.csv.gz#cells");
    expect(losses).toHaveLength(2);
    expect(losses.join("\n")).toMatch(/quality below 20.*\n.*in no cell/);
    expect(notes.join("\n")).toMatch(/control features/);
    expect((await read("transcripts.csv.gz#16")).losses).toHaveLength(1);
    await expect(read("small.gem#cells")).rejects.toThrow(/set the side of the bins with --bin/);
  });

  test("a table of transcripts that does not say their cells is looked at in bins, which the command asks for", async () => {
    const { cells, warnings, command } = await inspectSource(await inputAt(`${fixtures}/small.gem`));
    expect(cells).toBe((await read("small.gem#50")).cells.length);
    expect(warnings[0]).toContain("counted in square bins, here of 50 units (--bin)");
    expect(command.slice(-4)).toEqual(["--out", "small-cellscape", "--bin", "50"]);
  });

  test("a layer of a loom file can be asked for, and what is not there is refused with what is", async () => {
    const half = await read("small.loom", { countsFrom: "layers/scaled" });
    expect(dense(half)[0]).toEqual(expected["small.loom"].counts[0].map((count) => count / 2));
    await expect(read("small.loom", { countsFrom: "layers/no" })).rejects.toThrow(/a file with matrix, layers\/scaled/);
    await expect(read("small.loom", { positions: "obsm/no" })).rejects.toThrow(/X_umap, spatial/);
  });

  test("an option that a reader does not use is refused", async () => {
    await expect(read("small.loom", { bin: 3 })).rejects.toThrow(/for loom, got --bin/);
  });
});

describe("inspection", () => {
  const names = [...new Set(Object.keys(expected).map((name) => name.split("#")[0]))].filter(
    (name) => name !== "small.gem",
  );
  test.each(names)("%s: shape and places are those of reading, and the command names the input", async (name) => {
    const input = await inputAt(`${fixtures}/${name}`);
    const inspection = await inspectSource(input);
    const dataset = await readDataset(input);
    expect(inspection.cells).toBe(dataset.cells.length + lostRows(dataset));
    expect(inspection.genes).toBe(dataset.genes.length);
    expect(inspection.countsFrom).toBe(dataset.countsFrom);
    expect(inspection.positionsFrom).toBe(dataset.positionsFrom);
    expect(inspection.command.slice(0, 3)).toEqual(["cellscape", "run", `${fixtures}/${name}`]);
  });
});

/** The inspection of SpatialData counts rows of the table, since shapes are not read for it. */
function lostRows({ losses }: Dataset): number {
  return Number(/^(\d+) rows of the table/.exec(losses[0] ?? "")?.[1] ?? 0);
}

function dense({ counts, genes }: Dataset): number[][] {
  return Array.from({ length: counts.rows }, (_, i) => {
    const row = genes.map(() => 0);
    for (let e = counts.starts[i]; e < counts.starts[i + 1]; e++) row[counts.indices[e]] = counts.values[e];
    return row;
  });
}

function plain(column: Exclude<Column, { kind: "category" }>): unknown[] {
  return Array.from<unknown, unknown>(column.values, (value) =>
    value === undefined || Number.isNaN(value) ? null : value,
  );
}
