import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { Dataset } from "../../src/data/dataset.ts";
import type { Column } from "../../src/data/table.ts";
import { h5adToZarr } from "../../src/io/anndata/toZarr.ts";
import { writeDataset } from "../../src/io/anndata/write.ts";
import { fileSource, fileTarget } from "../../src/io/node/nodeFile.ts";
import { readDataset } from "../../src/io/open.ts";
import type { Input } from "../../src/io/source.ts";
import { memoryFile, memoryFolder } from "./fuzz/memoryFiles.ts";
import { zipBytes } from "./fuzz/zipBytes.ts";

const scratch = mkdtempSync(join(tmpdir(), "cellscape-round-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A small data set as plain lists. */
interface Small {
  readonly cells: readonly string[];
  readonly genes: readonly string[];
  /** [cells][genes] */
  readonly counts: readonly (readonly number[])[];
  readonly positions: readonly (readonly number[])[];
  readonly areas: readonly number[];
  readonly kinds: readonly string[];
}

/** Words of any script with what separates and quotes; a letter first, so that no name is a number or a remark. */
const name = fc.tuple(
  fc.constantFrom("a", "G", "é", "細"),
  fc.string({ unit: fc.constantFrom(..."bZ09 _-.,;\t'\"|/éß細😀"), maxLength: 8 }),
);
const names = (most: number) =>
  fc.uniqueArray(
    name.map(([first, rest]) => `${first}${rest}${first}`),
    { minLength: 2, maxLength: most },
  );
const position = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0);

const small: fc.Arbitrary<Small> = fc.tuple(names(7), names(5)).chain(([cells, genes]) => {
  const each = <T>(one: fc.Arbitrary<T>, many: number) => fc.array(one, { minLength: many, maxLength: many });
  const count = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 2 ** 24 }));
  return fc.record({
    cells: fc.constant(cells),
    genes: fc.constant(genes),
    counts: each(each(count, genes.length), cells.length),
    positions: each(each(position, 2), cells.length),
    areas: each(fc.double({ min: 0, max: 1e4, noNaN: true }), cells.length),
    kinds: each(fc.constantFrom("T", "B", "tumour, edge"), cells.length),
  });
});

function datasetOf({ cells, genes, counts, positions, areas, kinds }: Small): Dataset {
  const starts = [0];
  const indices: number[] = [];
  for (const row of counts) {
    row.forEach((count, u) => {
      if (count !== 0) indices.push(u);
    });
    starts.push(indices.length);
  }
  const categories = [...new Set(kinds)].sort();
  const columns = new Map<string, Column>([
    ["area", { kind: "number", values: Float64Array.from(areas) }],
    [
      "kind",
      {
        kind: "category",
        codes: Int32Array.from(kinds, (kind) => categories.indexOf(kind)),
        categories,
        ordered: false,
      },
    ],
  ]);
  return {
    name: "made",
    cells,
    genes,
    counts: {
      rows: cells.length,
      columns: genes.length,
      starts: Uint32Array.from(starts),
      indices: Uint32Array.from(indices),
      values: Float32Array.from(counts.flat().filter((count) => count !== 0)),
    },
    countsFrom: "X",
    positions: { rows: cells.length, columns: 2, values: Float64Array.from(positions.flat()) },
    positionsFrom: "obsm/spatial",
    obs: { rows: cells.length, columns },
    var: { rows: genes.length, columns: new Map() },
    notes: [],
    losses: [],
  };
}

/** What must come back: names, counts and positions, bit for bit. */
function essence({ cells, genes, counts, positions, losses }: Dataset) {
  const rows = cells.map((cell, i) => {
    const of = new Map<string, number>();
    for (let e = counts.starts[i]; e < counts.starts[i + 1]; e++) of.set(genes[counts.indices[e]], counts.values[e]);
    return {
      cell,
      place: [...positions.values.subarray(2 * i, 2 * i + 2)],
      counts: genes.map((gene) => of.get(gene) ?? 0),
    };
  });
  return { genes, rows, losses };
}

let drafts = 0;

async function writtenH5ad(dataset: Dataset): Promise<string> {
  const path = join(scratch, `${++drafts}.h5ad`);
  await writeDataset(fileTarget(path), dataset);
  return path;
}

async function zarrFiles(dataset: Dataset): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  await h5adToZarr(await fileSource(await writtenH5ad(dataset)), {
    async put(key, bytes) {
      files.set(key, bytes);
    },
  });
  return files;
}

const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
const table = (rows: readonly (readonly (string | number)[])[], separator: string) =>
  new TextEncoder().encode(
    `${rows.map((row) => row.map((value) => (typeof value === "string" ? quoted(value) : value)).join(separator)).join("\n")}\n`,
  );

/** Counts and positions in two tables. */
function tables({ cells, genes, counts, positions }: Small, { separator = ",", genesInRows = false } = {}) {
  const rows = genesInRows
    ? [["gene", ...cells], ...genes.map((gene, u) => [gene, ...counts.map((row) => row[u])])]
    : [["cell", ...genes], ...cells.map((cell, i) => [cell, ...counts[i]])];
  const places = [["cell", "x", "y"], ...cells.map((cell, i) => [cell, ...positions[i]])];
  return new Map([
    ["counts.csv", table(rows, separator)],
    ["positions.csv", table(places, separator)],
  ]);
}

/** matrix.mtx with its names, which are plain lines, and a table of positions. */
function mtx({ cells, genes, counts, positions }: Small, pack = false) {
  const entries = counts.flatMap((row, i) =>
    row.flatMap((count, u) => (count === 0 ? [] : [`${u + 1} ${i + 1} ${count}`])),
  );
  const lines: Record<string, string[]> = {
    "matrix.mtx": [
      "%%MatrixMarket matrix coordinate integer general",
      `${genes.length} ${cells.length} ${entries.length}`,
      ...entries,
    ],
    "features.tsv": genes.map((gene) => [gene, gene, "Gene Expression"].join("\t")),
    "barcodes.tsv": [...cells],
  };
  const files = new Map<string, Uint8Array>();
  for (const [path, all] of Object.entries(lines)) {
    const bytes = new TextEncoder().encode(`${all.join("\n")}\n`);
    files.set(pack ? `${path}.gz` : path, pack ? new Uint8Array(gzipSync(bytes)) : bytes);
  }
  const places = [["barcode", "x", "y"], ...cells.map((cell, i) => [cell, ...positions[i]])];
  return files.set("cells.csv", table(places, ","));
}

/** Names without the characters that lines and columns of plain text end with. */
const plainly = (made: Small): Small => ({
  ...made,
  cells: made.cells.map((cell, i) => `${cell.replaceAll(/[\t"' ]/g, "_")}${i}`),
  genes: made.genes.map((gene, u) => `${gene.replaceAll(/[\t"' ]/g, "_")}${u}`),
});

const forms: [form: string, runs: number, prepare: (made: Small) => Small, write: (made: Small) => Promise<Input>][] = [
  ["h5ad", 15, (made) => made, async (made) => fileSource(await writtenH5ad(datasetOf(made)))],
  ["zarr", 10, (made) => made, async (made) => memoryFolder("made", await zarrFiles(datasetOf(made)))],
  [
    "zarr in an archive",
    10,
    (made) => made,
    async (made) => memoryFile("made", new Map([["a.zip", zipBytes(await zarrFiles(datasetOf(made)), true)]]), "a.zip"),
  ],
  ["a matrix in text", 60, plainly, async (made) => memoryFolder("made", mtx(made))],
  ["a packed matrix in text", 60, plainly, async (made) => memoryFolder("made", mtx(made, true))],
  ["tables with commas", 60, (made) => made, async (made) => memoryFolder("made", tables(made))],
  ["tables with tabs", 60, (made) => made, async (made) => memoryFolder("made", tables(made, { separator: "\t" }))],
  ["tables of genes", 60, (made) => made, async (made) => memoryFolder("made", tables(made, { genesInRows: true }))],
];

test.each(forms)("what is written as %s is read as it was", async (_, numRuns, prepare, write) => {
  await fc.assert(
    fc.asyncProperty(small, async (any) => {
      const made = prepare(any);
      expect(essence(await readDataset(await write(made)))).toEqual(essence(datasetOf(made)));
    }),
    { numRuns, seed: 6 },
  );
});
