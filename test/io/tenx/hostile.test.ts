import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { encode } from "fast-png";
import { File, ready } from "h5wasm/node";
import { describe, expect, test } from "vitest";
import { CellScapeError } from "../../../src/core/errors.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";
import { inspectSource, readDataset } from "../../../src/io/open.ts";
import {
  folderOf,
  h5Bytes,
  mtxFiles,
  mtxText,
  packed,
  picture,
  positionsParquet,
  positionsText,
  scaleFactors,
  smallTenx,
  text,
  xeniumCells,
} from "../tenxFiles.ts";

/** Cases of the fuzz test; more on demand. */
const RUNS = Number(process.env.CELLSCAPE_FUZZ_RUNS ?? 150);

const tenx = smallTenx();
const cells = { "cells.csv.gz": packed(xeniumCells(tenx)) };
const mtx = (matrix: string | Uint8Array, more: Readonly<Record<string, Uint8Array>> = {}) => {
  const { "matrix.mtx.gz": _, ...rest } = mtxFiles(tenx);
  return folderOf({ ...rest, "matrix.mtx": typeof matrix === "string" ? text(matrix) : matrix, ...cells, ...more });
};
const header = "%%MatrixMarket matrix coordinate integer general\n";

describe("text matrices", () => {
  const whole = mtxText(tenx);
  const refused: [what: string, matrix: string | Uint8Array, message: RegExp][] = [
    [
      "more entries than the file can hold",
      `${header}7 8 4000000000\n1 1 1\n`,
      /expected rows, columns and entries that a file of its size can hold, got 7 8 4000000000/,
    ],
    ["a size of 10^15", `${header}1000000000000000 8 1\n1 1 1\n`, /that a file of its size can hold/],
    ["sizes that are no numbers", `${header}seven 8 1\n`, /that a file of its size can hold/],
    ["no sizes", header, /expected a line with the sizes of the matrix, got the end of the file/],
    [
      "another shape than the files beside it say",
      `${header}7 9 1\n1 1 1\n`,
      /expected 7 features x 8 barcodes, as in the files beside it, got 7 x 9/,
    ],
    [
      "row 0",
      `${header}7 8 1\n0 1 1\n`,
      /expected a row up to 7, a column up to 8 and a number in entry 1, got "0 1 1"/,
    ],
    ["a row beyond the matrix", `${header}7 8 2\n1 1 1\n8 1 1\n`, /in entry 2, got "8 1 1"/],
    ["a row of 30 digits", `${header}7 8 1\n${"9".repeat(30)} 1 1\n`, /in entry 1/],
    ["a negative column", `${header}7 8 1\n1 -1 1\n`, /in entry 1, got "1 -1 1"/],
    ["no value", `${header}7 8 1\n1 1\n`, /in entry 1, got "1 1"/],
    ["a fourth number", `${header}7 8 1\n1 1 1 1\n`, /in entry 1, got "1 1 1 1"/],
    ["a value in hexadecimal", `${header}7 8 1\n1 1 0x10\n`, /in entry 1/],
    ["a value that is no number", `${header}7 8 1\n1 1 nan\n`, /in entry 1/],
    ["a value beyond single precision", `${header}7 8 1\n1 1 1e39\n`, /expected counts up to 3.4e38/],
    ["a comment among the entries", `${header}7 8 2\n1 1 1\n%\n2 1 1\n`, /in entry 2, got "%"/],
    ["more entries than it says", `${header}7 8 1\n1 1 1\n2 1 1\n`, /expected 1 entry, got more/],
    ["a file cut short", whole.slice(0, whole.lastIndexOf("\n", whole.length - 2) + 1), /the file was cut short/],
    [
      "a packed file cut short",
      new Uint8Array(gzipSync(whole)).slice(0, -30),
      /expected a whole gzip file, got one that is cut short or damaged/,
    ],
    [
      "a line without end",
      new Uint8Array(gzipSync(`${header}7 8 1\n${" ".repeat(40_000_000)}`)),
      /expected lines of three numbers, got a line of over/,
    ],
    [
      "a symmetric matrix",
      whole.replace("general", "symmetric"),
      /expected a matrix of integer or real coordinates, general, got matrix coordinate integer symmetric/,
    ],
    ["a pattern", whole.replace("integer", "pattern"), /got matrix coordinate pattern general/],
    ["a dense array", "%%MatrixMarket matrix array real general\n2 2\n1\n2\n3\n4\n", /got matrix array real general/],
  ];
  test.each(refused)("%s: refused", async (_, matrix, message) => {
    const error = await readDataset(mtx(matrix)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CellScapeError);
    expect(String(error)).toMatch(message);
    expect(String(error)).toContain("outs/");
  });

  test("names must be UTF-8, as many as the matrix has, and there", async () => {
    const files = mtxFiles(tenx);
    const with_ = (more: Record<string, Uint8Array>) => readDataset(folderOf({ ...files, ...cells, ...more }));
    const latin = Uint8Array.of(...text("AAA-1\n"), 0xe9, 0x0a);
    await expect(with_({ "barcodes.tsv.gz": latin })).rejects.toThrow(
      /barcodes.tsv.gz: expected UTF-8 text, got other bytes; save it as UTF-8/,
    );
    await expect(with_({ "barcodes.tsv.gz": text("a\n".repeat(9999)) })).rejects.toThrow(
      /barcodes.tsv.gz: expected 9 lines, got more/,
    );
    await expect(with_({ "barcodes.tsv.gz": text("a\nb\n") })).rejects.toThrow(/expected 7 features x 2 barcodes/);
    const { "barcodes.tsv.gz": _, ...without } = files;
    await expect(readDataset(folderOf({ ...without, ...cells }))).rejects.toThrow(
      /expected barcodes.tsv.gz or barcodes.tsv beside the matrix, got neither/,
    );
  });

  test("a bomb of packed zeros is refused while it is small", async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(200_000_000), { level: 1 }));
    await expect(readDataset(mtx(mtxText(tenx), { "barcodes.tsv.gz": bomb }))).rejects.toThrow(
      /expected lines of text, got one of over 16777216 bytes/,
    );
  });

  test("several matrices in one folder are not guessed at", async () => {
    const folder = folderOf({
      ...mtxFiles(tenx, { before: "a_" }),
      ...mtxFiles(tenx, { before: "b_" }),
      "cells.csv": text(xeniumCells(tenx)),
    });
    await expect(readDataset(folder)).rejects.toThrow(
      /expected one matrix, got a_matrix.mtx, b_matrix.mtx; give one of these files instead/,
    );
    const file = await folder.open("a_matrix.mtx.gz");
    if (file === undefined) throw new Error("expected the file");
    expect((await readDataset(file)).cells.length).toBe(8);
  });
});

describe("HDF5 matrices", () => {
  const indices = tenx.counts.flatMap((row) => row.flatMap((count, u) => (count === 0 ? [] : [u])));
  const offsets = [0];
  for (const row of tenx.counts) offsets.push(offsets[offsets.length - 1] + row.filter((count) => count !== 0).length);
  const refused: [what: string, spoil: Record<string, number[]>, message: RegExp][] = [
    [
      "a feature beyond the matrix",
      { indices: indices.with(3, 7) },
      /matrix\/indices: expected features from 0 to 6, got 7/,
    ],
    ["a negative feature", { indices: indices.with(0, -1) }, /expected features from 0 to 6, got -1/],
    ["fewer indices than counts", { indices: indices.slice(1) }, /expected \d+ indices and 9 offsets/],
    ["offsets that fall", { indptr: offsets.with(2, offsets[1] - 1) }, /matrix\/indptr: expected offset 2 from/],
    ["offsets beyond the counts", { indptr: offsets.with(8, 10_000) }, /matrix\/indptr: expected offset 8 from/],
    ["an offset too few", { indptr: offsets.slice(0, -1) }, /and 9 offsets, got \d+ and 8/],
    [
      "another shape",
      { shape: [7, 2_000_000_000] },
      /matrix\/shape: expected a shape of 7 features and 8 barcodes, got \[7, 2000000000\]/,
    ],
  ];
  test.each(refused)("%s: refused", async (_, spoil, message) => {
    const folder = folderOf({ "cell_feature_matrix.h5": await h5Bytes(tenx, { spoil }), ...cells });
    const error = await readDataset(folder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CellScapeError);
    expect(String(error)).toMatch(message);
  });
});

test("an HDF5 matrix that declares 400 million counts and holds none is refused in bounded memory", async () => {
  await ready;
  const path = join(mkdtempSync(join(tmpdir(), "cellscape-hollow-")), "hollow.h5");
  writeFileSync(path, await h5Bytes({ ...tenx, genome: "kept" }, { older: true }));
  const file = new File(path, "a");
  const stored = 400_000_000;
  file.create_group("matrix");
  file.create_group("matrix/features");
  const put = (name: string, data: string[] | Int32Array) => file.create_dataset({ name: `matrix/${name}`, data });
  // Enough bytes that the declared size is no more than deflate could make of them.
  put(
    "padding",
    Int32Array.from({ length: 500_000 }, (_, i) => i * 2654435761),
  );
  for (const name of ["data", "indices"]) {
    const chunks = [1 << 20];
    const dataset = file.create_dataset({
      name: `matrix/${name}`,
      data: Int32Array.of(1),
      shape: [1],
      maxshape: [null],
      chunks,
      compression: 4,
    });
    dataset.resize([stored]);
  }
  put("indptr", Int32Array.of(0, stored));
  put("shape", Int32Array.of(7, 1));
  put("barcodes", tenx.barcodes.slice(0, 1));
  put("features/id", tenx.ids);
  put("features/name", tenx.names);
  file.close();
  const before = process.resourceUsage().maxRSS;
  const positionsFile = await folderOf(cells).open("cells.csv.gz");
  if (positionsFile === undefined) throw new Error("expected the cells");
  const error = await readDataset(await fileSource(path), { positionsFile }).catch((thrown: unknown) => thrown);
  expect(String(error)).toMatch(/matrix\/data: expected 400000000 counts, got almost nothing but zeros/);
  expect(process.resourceUsage().maxRSS - before).toBeLessThan(300_000);
  rmSync(dirname(path), { recursive: true });
});

describe("files around the counts", () => {
  const outs = async (more: Record<string, Uint8Array>) => {
    const h5 = { "filtered_feature_bc_matrix.h5": await h5Bytes(tenx) };
    return folderOf({
      ...h5,
      "spatial/tissue_positions.csv": positionsText(tenx),
      "spatial/scalefactors_json.json": scaleFactors(),
      ...more,
    });
  };
  const refused: [what: string, file: string, bytes: Uint8Array, message: RegExp][] = [
    [
      "positions that are words",
      "spatial/tissue_positions.csv",
      text(`barcode,x,y\n${tenx.barcodes.map((name) => `${name},left,up`).join("\n")}\n`),
      /expected numbers in x, got string/,
    ],
    [
      "rows of different length",
      "spatial/tissue_positions.csv",
      text("barcode,x,y\nAAAC-1,1\n"),
      /expected 3 values in every row, got 2/,
    ],
    [
      "a quote that does not end",
      "spatial/tissue_positions.csv",
      text('barcode,x,y\n"AAAC-1,1,2\n'),
      /expected every quote to be closed/,
    ],
    [
      "columns of one name",
      "spatial/tissue_positions.csv",
      text("barcode,x,x\nAAAC-1,1,2\n"),
      /expected columns of different names, got "x" twice/,
    ],
    [
      "no positions",
      "spatial/tissue_positions.csv",
      text("barcode,area\nAAAC-1,1\n"),
      /expected columns with x and y .*, got barcode, area/,
    ],
    [
      "parquet that is none",
      "spatial/tissue_positions.parquet",
      text("PAR1 but no more PAR1"),
      /expected a readable parquet table, got/,
    ],
    [
      "parquet cut short",
      "spatial/tissue_positions.parquet",
      positionsParquet(tenx).slice(0, -20),
      /expected a readable parquet table, got/,
    ],
    [
      "scale factors that are no JSON",
      "spatial/scalefactors_json.json",
      text("{spot: 1"),
      /scalefactors_json.json: expected a JSON object of numbers, got something else/,
    ],
    [
      "scale factors in a list without end",
      "spatial/scalefactors_json.json",
      text("[".repeat(500_000)),
      /expected a JSON object of numbers/,
    ],
  ];
  test.each(refused)("%s: refused", async (_, path, bytes, message) => {
    const error = await readDataset(await outs({ [path]: bytes })).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CellScapeError);
    expect(String(error)).toMatch(message);
    expect(String(error)).toContain(`outs/${path}`);
  });

  test("a picture that is damaged, too large or packs more than it shows is left out and said", async () => {
    const large = encode({ width: 3000, height: 3000, channels: 1, depth: 8, data: new Uint8Array(9_000_000) });
    // The height, which the checksum of the header no longer fits, says one row.
    const bomb = large.slice();
    bomb.set([0, 0, 0, 1], 20);
    const huge = picture();
    huge.set([0x7f, 0xff, 0xff, 0xff], 16);
    for (const [bytes, why] of [
      [bomb, /expected \d+ bytes of pixels, got more/],
      [huge, /expected at most 134217728 pixels, got 2147483647 x 2/],
      [picture().slice(0, 60), /expected a whole PNG picture, got one that is cut short or damaged/],
      [text("GIF89a"), /expected a PNG picture, got something else/],
    ] as const) {
      const {
        notes,
        tissue,
        cells: names,
      } = await readDataset(await outs({ "spatial/tissue_hires_image.png": bytes }));
      expect(names.length).toBe(7);
      expect(tissue?.images).toEqual({});
      expect(notes.join("\n")).toMatch(why);
    }
  });

  test("names of bins, columns and libraries cannot lead out of the result", async () => {
    const positions = text(
      `barcode,x,y,../../evil\n${tenx.barcodes.map((name, j) => `${name},${j},${j},1`).join("\n")}\n`,
    );
    const { obs } = await readDataset(await outs({ "spatial/tissue_positions.csv": positions }));
    expect([...obs.columns.keys()]).toEqual(["x", "y"]);
  });
});

test("any bytes of any file may be wrong: the result is a data set or an error that names the file", async () => {
  const h5 = await h5Bytes(tenx);
  const spatial = { "spatial/scalefactors_json.json": scaleFactors(), "spatial/tissue_hires_image.png": picture() };
  const samples: Record<string, Uint8Array>[] = [
    { ...mtxFiles(tenx), ...cells },
    { ...mtxFiles(tenx, { older: true }), "cells.csv": text(xeniumCells(tenx)) },
    { "filtered_feature_bc_matrix.h5": h5, "spatial/tissue_positions.parquet": positionsParquet(tenx), ...spatial },
    {
      "filtered_feature_bc_matrix.h5": h5,
      "spatial/tissue_positions_list.csv": positionsText(tenx, { header: false }),
      ...spatial,
    },
  ];
  let read = 0;
  const changes = fc.record({
    sample: fc.nat(samples.length - 1),
    file: fc.nat(10),
    bytes: fc.array(fc.tuple(fc.noBias(fc.nat(100_000)), fc.nat(255)), { minLength: 1, maxLength: 4 }),
    cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 6, nil: 1 }),
  });
  await fc.assert(
    fc.asyncProperty(changes, async ({ sample, file, bytes, cut }) => {
      const files = { ...samples[sample] };
      const path = Object.keys(files)[file % Object.keys(files).length];
      const spoiled = files[path].slice(0, Math.ceil(cut * files[path].length));
      for (const [at, value] of bytes) if (spoiled.length > 0) spoiled[at % spoiled.length] = value;
      const folder = folderOf({ ...files, [path]: spoiled });
      for (const use of [readDataset, inspectSource]) {
        try {
          await use(folder);
          read++;
        } catch (error) {
          if (!(error instanceof CellScapeError)) throw error;
          expect(error.message).toContain("outs");
        }
      }
    }),
    { numRuns: RUNS, seed: 7 },
  );
  expect(read).toBeGreaterThan(0);
});
