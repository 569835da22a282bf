import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { File } from "h5wasm/node";
import { afterAll, describe, expect, test } from "vitest";
import { inspectFile } from "../../src/entries/node.ts";
import { describeCommand } from "../../src/io/inspection/inspection.ts";
import { inputAt } from "../../src/io/node/nodeFolder.ts";
import { readDataset } from "../../src/io/open.ts";
import { cellscape } from "../cli/command.ts";
import { smallTissue, type Tissue, writeTissue } from "../cli/tissue.ts";

/** Inputs as people have them, which look right and are easily read wrong. */
const folder = mkdtempSync(join(tmpdir(), "cellscape-odd-"));
afterAll(() => rmSync(folder, { recursive: true }));

const tissue = smallTissue(60);
const [n, p] = [tissue.cells.length, tissue.genes.length];
const places = tissue.positions ?? new Float64Array(0);

/** An .h5ad of the tissue with some of it changed, inspected. */
async function inspected(name: string, changed: Partial<Tissue> = {}, more?: (file: File) => void) {
  const path = join(folder, `${name}.h5ad`);
  await writeTissue(path, { ...tissue, ...changed }, more ? { more } : {});
  return inspectFile(path);
}

/** A text table, a row per cell: name, x, y, counts. */
interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

const header = ["cell", "x", "y", ...tissue.genes];
const rows = tissue.cells.map((cell, i) => [
  ...[cell, places[2 * i], places[2 * i + 1]],
  ...tissue.counts.subarray(i * p, (i + 1) * p),
]);

function written(name: string, table: Partial<Table> = {}, { end = "\n", separator = "," } = {}): string {
  const path = join(folder, name);
  const all = [table.header ?? header, ...(table.rows ?? rows)];
  writeFileSync(path, all.map((row) => row.join(separator) + end).join(""));
  return path;
}

const read = async (path: string) => readDataset(await inputAt(path));
const withColumns = (names: readonly string[], values: (i: number) => readonly (string | number)[]): Table => ({
  header: [...header, ...names],
  rows: rows.map((row, i) => [...row, ...values(i)]),
});
const sumOf = (i: number) => tissue.counts.subarray(i * p, (i + 1) * p).reduce((a, b) => a + b, 0);

test("entries that are stored twice are told to be summed", async () => {
  const path = join(folder, "doubled.h5ad");
  const once = (i: number) => [0, 1, 2, 2].map((gene) => (gene + i) % p);
  const sparse = {
    data: new Float32Array(4 * n).fill(1),
    indices: Int32Array.from(tissue.cells.flatMap((_, i) => once(i))),
    indptr: Int32Array.from({ length: n + 1 }, (_, i) => 4 * i),
    shape: [n, p] as const,
  };
  await writeTissue(path, tissue, { sparse });
  const { warnings } = await inspectFile(path);
  expect(warnings.join()).toContain("60 entries were stored more than once for their cell and gene, and were summed");
});

describe("places", () => {
  test("cells on one line are joined by the command that inspect prints, cells at one place are refused by both", async () => {
    const line = await inspected("line", { positions: places.map((value, at) => (at % 2 === 0 ? value : 3)) });
    expect(line.warnings).toContain(
      "all cells lie on one line: the command joins nearest neighbours (--graph nearest)",
    );
    expect(line.command.slice(-2)).toEqual(["--graph", "nearest"]);
    const out = ["--method", "smooth", "--domains", "3", "--no-figures", "--out", join(folder, "line")];
    const run = await cellscape(["run", join(folder, "line.h5ad"), "--graph", "nearest", ...out]);
    expect(run, run.stderr).toMatchObject({ code: 0 });
    const place = await inspected("place", { positions: places.map(() => 1) });
    expect(place.warnings.join("\n")).toContain("the command will be refused: all cells share one position");
  });

  test("sections along a third axis are kept apart by the command that inspect prints", async () => {
    const depth = (i: number) => 10 * (i % 2);
    const xyz = Float64Array.from({ length: 3 * n }, (_, e) => {
      const [i, axis] = [Math.floor(e / 3), e % 3];
      return axis === 2 ? depth(i) : places[2 * i + axis];
    });
    const { command, warnings } = await inspected("sections", { positions: undefined }, (file) => {
      file.create_dataset({ name: "obsm/spatial", data: xyz, shape: [n, 3] });
    });
    expect(describeCommand(command)).toMatch(/ --sample-key z$/);
    expect(warnings.join()).toMatch(/obs\/z names 2 samples that lie over each other/);
  });

  test.each([
    ["-1, -1", -1],
    ["0, 0", 0],
  ])("cells that all lie at %s may have no position, which is told", async (at, value) => {
    const positions = places.map((each, e) => (e < 20 ? value : each + 5000));
    const { warnings } = await inspected(`placeholder${value}`, { positions });
    expect(warnings.join()).toContain(`10 cells lie at one place (${at}), which may stand for a missing position`);
  });

  test("positions of fields of view given to their cells are told", async () => {
    const positions = places.map((each) => Math.round(each / 40) * 40);
    expect((await inspected("rounded", { positions })).warnings.join()).toMatch(/58 of 60 cells share their position/);
  });

  test("a cell far from all others is named", async () => {
    const { warnings, choices } = await inspected("far", {
      positions: places.map((each, e) => (e === 34 ? 1e9 : each)),
    });
    expect(warnings.join()).toContain("1 of 60 cells lie far from all others");
    expect(choices?.join()).toContain("unit of positions: unknown (--unit-um sets it");
  });

  test("an embedding is no tissue", async () => {
    const { positionsFrom, command } = await inspected("umap", { positions: undefined }, (file) => {
      file.create_dataset({ name: "obsm/X_umap", data: places, shape: [n, 2] });
    });
    expect(positionsFrom).toBeUndefined();
    expect(describeCommand(command)).toMatch(/--positions FILE$/);
  });

  test("far from the origin, cells lie apart in single precision too", async () => {
    const positions = new Float64Array(Float32Array.from(places, (each) => each + 1e5));
    expect((await inspected("far", { positions })).warnings).toEqual([]);
  });

  test("of two pairs of positions, that of a length is taken before that of pixels", async () => {
    const path = written(
      "pairs.csv",
      withColumns(["x_pixel", "y_pixel"], (i) => [10 * i, 7]),
    );
    expect((await read(path)).positionsFrom).toBe("pairs.csv: x, y");
  });
});

describe("counts", () => {
  const layer = (file: File, name: string, value: (count: number) => number) => {
    file.create_dataset({ name: `layers/${name}`, data: tissue.counts.map(value), shape: [n, p] });
  };
  const logs = tissue.counts.map(Math.log1p);

  test("a layer of RNA velocity, which is a part of the counts, does not stand for them", async () => {
    const { countsFrom } = await inspected("velocity", { counts: logs }, (file) => {
      file.create_group("layers");
      layer(file, "ambiguous", (count) => Math.min(1, count));
      layer(file, "spliced", (count) => Math.floor(count / 2));
      layer(file, "unspliced", (count) => Math.ceil(count / 2));
    });
    expect(countsFrom).toBe("X");
  });

  test("of the layers of RNA velocity alone, the spliced one is taken", async () => {
    const { countsFrom } = await inspected("scaled", { counts: logs.map((value) => value - 1) }, (file) => {
      file.create_group("layers");
      layer(file, "ambiguous", (count) => Math.min(1, count));
      layer(file, "spliced", (count) => count);
    });
    expect(countsFrom).toBe("layers/spliced");
  });

  test("a layer of counts is taken before those of RNA velocity", async () => {
    const { countsFrom } = await inspected("both", { counts: logs }, (file) => {
      file.create_group("layers");
      layer(file, "ambiguous", (count) => Math.min(1, count));
      layer(file, "counts", (count) => count);
    });
    expect(countsFrom).toBe("layers/counts");
  });

  test("counts of which some were dropped do not stand for those that were kept", async () => {
    const { countsFrom } = await inspected("downsampled", { counts: logs }, (file) => {
      file.create_group("layers");
      layer(file, "counts_downsampled", (count) => Math.floor(count / 3));
      layer(file, "raw_counts", (count) => count);
    });
    expect(countsFrom).toBe("layers/raw_counts");
  });

  test("fractions in an .h5ad may be intensities of proteins, which inspect says", async () => {
    const { warnings } = await inspected("fractions", { counts: tissue.counts.map((count) => 20.5 * count) });
    expect(warnings.join()).toMatch(/intensities of proteins take --normalize arcsinh/);
  });

  test("z-scores of more genes than are ranked run with the command that inspect prints, which takes all genes", async () => {
    const genes = Array.from({ length: 3100 }, (_, u) => `G${u}`);
    const counts = Float64Array.from({ length: n * 3100 }, (_, e) => Math.sin(e * 7.3) * 2);
    const { command } = await inspected("scores", { genes, counts });
    expect(command.slice(-4)).toEqual(["--normalize", "no", "--genes", "3100"]);
    const quick = ["--method", "smooth", "--domains", "2", "--out", join(folder, "scores")];
    const path = join(folder, "scores.h5ad");
    const refused = await cellscape(["run", path, "--normalize", "no", ...quick]);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toMatch(/expected counts to rank 3100 genes by .*--genes 3100/);
    expect(await cellscape(["run", path, ...command.slice(-4), ...quick])).toMatchObject({ code: 0 });
  });

  test("whole numbers that are negative here and there are damaged counts, not scaled expression", async () => {
    const overflowed = tissue.counts.map((count) => (count > 6 ? count - 256 : count));
    const { command, warnings } = await inspected("overflow", { counts: overflowed });
    expect(describeCommand(command)).not.toContain("--normalize");
    expect(warnings.join()).toMatch(
      /the command will be refused: expected counts of 0 or more, got -\d+ for cell Cell/,
    );
  });

  test("one count that was typed with a sign is named", async () => {
    const typed = rows.map((row, i) => (i === 2 ? row.map((value, j) => (j === 4 ? -2 : value)) : row));
    const { warnings } = await inspectFile(written("typed.csv", { rows: typed }));
    expect(warnings.join()).toMatch(new RegExp(`got -2 for cell ${tissue.cells[2]}, gene ${tissue.genes[1]}`));
  });
});

describe("columns that are no genes", () => {
  test.each([
    ["clusters of Seurat", ["seurat_clusters", "RNA_snn_res.0.8"], (i: number) => [i % 7, i % 5]],
    ["counts of counts", ["nCount_RNA", "nFeature_RNA", "total_counts"], (i: number) => [sumOf(i), 9, sumOf(i)]],
    ["the sum of the row", ["Sum"], (i: number) => [sumOf(i)]],
    ["the sum of the row under a name of its own", ["UMIs"], (i: number) => [sumOf(i)]],
  ])("%s", async (_, names, values) => {
    const { genes, obs } = await read(written("columns.csv", withColumns(names, values)));
    expect(genes).toEqual(tissue.genes);
    expect([...obs.columns.keys()]).toEqual(names);
  });
});

describe("text", () => {
  const refused = (path: string) => expect(inspectFile(path)).rejects;

  test("commas between thousands are refused, where their column would have been taken for no gene", async () => {
    const grouped = rows.map((row, i) => row.map((value, j) => (j === 3 ? `"1,${100 + i}"` : value)));
    await refused(written("thousands.csv", { rows: grouped })).toThrow(/column .*: expected numbers, got "1,100"/);
  });

  test("a count that is left blank is named, without a way that leads back", async () => {
    const blank = rows.map((row) => row.map((value, j) => (j > 2 && value === 0 ? "" : value)));
    await refused(written("blank.csv", { rows: blank })).toThrow(
      /line \d+, column .*: expected a number, got nothing$/,
    );
  });

  test("a row of totals below the cells is named", async () => {
    const total = ["Total", "", "", ...tissue.genes.map(() => 100)];
    await refused(written("total.csv", { rows: [...rows, total] })).toThrow(/line 62, column x/);
  });

  test("a second header is no table", async () => {
    const groups = header.map((_, j) => (j < 3 ? "" : "panel"));
    await refused(written("headers.csv", { header: groups, rows: [header, ...rows] })).toThrow(/got a text file/);
  });

  test("names that differ by a suffix between two tables are shown beside each other", async () => {
    const counts = rows.map((row) => [row[0], ...row.slice(3)]);
    const path = written("suffix-counts.csv", { header: ["cell", ...tissue.genes], rows: counts });
    const spots = written("suffix-places.csv", {
      header: ["cell", "x", "y"],
      rows: rows.map((row) => [`${row[0]}-1`, ...row.slice(1, 3)]),
    });
    const positionsFile = await inputAt(spots);
    if (positionsFile.kind !== "file") throw new Error("expected a file");
    const reading = readDataset(await inputAt(path), { positionsFile });
    await expect(reading).rejects.toThrow(
      new RegExp(`got ${tissue.cells[0]} and .*; cells are called as ${tissue.cells[0]}-1 there`),
    );
  });

  test("UTF-16 is refused by its name", async () => {
    const path = join(folder, "utf16.txt");
    writeFileSync(path, Buffer.from(`\ufeff${header.join("\t")}\n`, "utf16le"));
    await refused(path).toThrow(/got text in UTF-16 .*save it as CSV in UTF-8/);
  });

  test("line ends of old Macs, and of Windows, change nothing", async () => {
    const wanted = await read(written("unix.csv"));
    for (const end of ["\r", "\r\n"]) {
      const { cells, genes, counts } = await read(written("ends.csv", {}, { end }));
      expect({ cells, genes, counts }).toEqual({ cells: wanted.cells, genes: wanted.genes, counts: wanted.counts });
    }
  });

  test("names that occur twice stay cells of their own, which is told", async () => {
    const twice = rows.map((row, i) => [tissue.cells[i % 30], ...row.slice(1)]);
    const { cells, notes } = await read(written("twice.csv", { rows: twice }));
    expect(new Set(cells).size).toBe(n);
    expect(notes.join()).toContain("30 cell names occurred before");
  });
});
