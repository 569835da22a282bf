import { readFileSync, statSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Dataset } from "../../src/data/dataset.ts";
import { CellScapeError } from "../../src/errors.ts";
import { blobFolder, blobSource } from "../../src/io/blobSource.ts";
import { inputAt } from "../../src/io/nodeFolder.ts";
import { inspectSource, type ReadOptions, readDataset } from "../../src/io/reader.ts";
import type { Folder, Input } from "../../src/io/source.ts";
import { zipFolder } from "../../src/io/zipFolder.ts";

/** More runs than a suite can afford: `FUZZ_RUNS=20000 npx vitest run test/io/formatsFuzz.test.ts`. */
const runs = Number(process.env.FUZZ_RUNS ?? 20);

type Files = Map<string, Uint8Array>;

const cases: [name: string, options: ReadOptions][] = [
  ["anndata-v2.zarr.zip", {}],
  ["anndata-v3.zarr.zip", {}],
  ["v2-blosc-lz4-bit.zarr.zip", {}],
  ["v2-blosc-blosclz.zarr.zip", {}],
  ["v2-lz4.zarr.zip", {}],
  ["v3-sharded.zarr.zip", {}],
  ["sparse-sharded.zarr.zip", {}],
  ["spatialdata.zip", { table: "mixed" }],
  ["spatialdata.zip", { table: "outlined" }],
  ["spatialdata-v01.zip", { table: "labelled" }],
  ["slideseq", {}],
  ["cosmx", {}],
  ["one.csv", {}],
  ["transcripts.csv.gz", { bin: 16 }],
  ["transcripts.parquet", {}],
  ["small.gem", { bin: 50 }],
  ["small.loom", {}],
  ["bins.gef", { bin: 20 }],
  ["cells.gef", {}],
];

/** Files of a fixture: of a folder or archive all, else itself under no name. */
async function filesOf(name: string): Promise<Files> {
  const path = `fixtures/formats/${name}`;
  if (statSync(path).isFile() && !name.endsWith(".zip")) return new Map([["", readFileSync(path)]]);
  const input = await inputAt(path);
  const folder = input.kind === "folder" ? input : await zipFolder(input);
  const files: Files = new Map();
  const enter = async (inner: string, from: Folder) => {
    for (const entry of await from.list(inner)) {
      const at = inner === "" ? entry : `${inner}/${entry}`;
      if (entry.endsWith("/")) await enter(at.slice(0, -1), from);
      else {
        const source = await from.open(at);
        if (source) files.set(at, await source.read(0, source.size));
      }
    }
  };
  await enter("", folder);
  return files;
}

function inputOf(name: string, files: Files): Input {
  const blobs = new Map([...files].map(([path, bytes]) => [path, new Blob([bytes as BlobPart])]));
  const only = blobs.get("");
  return only ? blobSource(only, name) : blobFolder(name, blobs);
}

/** A change of one file: bytes overwritten, cut off, put in between, or the whole file missing. */
const change = fc.record({
  file: fc.nat(),
  kind: fc.constantFrom("bytes", "bytes", "bytes", "cut", "grow", "digits", "gone"),
  places: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(files: Files, { file, kind, places }: Change): Files {
  const all = new Map(files);
  const [path, bytes] = [...files][file % files.size];
  const next = Uint8Array.from(bytes);
  const [[at, value]] = places;
  if (kind === "gone" && path !== "") all.delete(path);
  else if (kind === "cut") all.set(path, next.subarray(0, at % (next.length + 1)));
  else if (kind === "grow") {
    const cut = at % (next.length + 1);
    all.set(path, Uint8Array.of(...next.subarray(0, cut), value, ...next.subarray(cut)));
  } else if (next.length > 0) {
    // Digits keep text and JSON what they are, and make them lie.
    for (const [place, byte] of places) next[place % next.length] = kind === "digits" ? 48 + (byte % 10) : byte;
    all.set(path, next);
  }
  return all;
}

function expectWhole({ cells, genes, counts, positions, obs }: Dataset): void {
  expect(counts.rows).toBe(cells.length);
  expect(counts.columns).toBe(genes.length);
  expect(counts.starts.length).toBe(cells.length + 1);
  expect(counts.starts[cells.length]).toBe(counts.values.length);
  expect(counts.values.every(Number.isFinite)).toBe(true);
  expect(counts.indices.every((gene) => gene < genes.length)).toBe(true);
  expect(positions.values.length).toBe(2 * cells.length);
  expect(positions.values.every(Number.isFinite)).toBe(true);
  expect(new Set(cells).size).toBe(cells.length);
  for (const column of obs.columns.values()) {
    expect(column.kind === "category" ? column.codes.length : column.values.length).toBe(cells.length);
  }
}

test.each(cases)(
  "any bytes of %s may be wrong: the result is a whole data set or an error that names the input (%o)",
  async (name, options) => {
    const files = await filesOf(name);
    expectWhole(await readDataset(inputOf(name, files), options));
    await fc.assert(
      fc.asyncProperty(change, async (one) => {
        const input = inputOf(name, changed(files, one));
        for (const look of [
          async () => expectWhole(await readDataset(input, options)),
          async () => void (await inspectSource(input)),
        ]) {
          try {
            await look();
          } catch (error) {
            if (!(error instanceof CellScapeError)) throw error;
            expect(error.message).toContain(name);
          }
        }
      }),
      { numRuns: runs, seed: 7 },
    );
  },
  3_600_000,
);
