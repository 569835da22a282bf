import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { createTask } from "../../../src/core/task.ts";
import type { Dataset } from "../../../src/data/dataset.ts";
import { readAnnData } from "../../../src/io/anndata/annData.ts";
import { readH5ad } from "../../../src/io/anndata/h5ad.ts";
import { writeDataset } from "../../../src/io/anndata/write.ts";
import { readChunksInto } from "../../../src/io/hdf5/chunkRows.ts";
import { chunkTable } from "../../../src/io/hdf5/chunks.ts";
import { type PlainList, withHdf5 } from "../../../src/io/hdf5/hdf5.ts";
import { readInTurns } from "../../../src/io/hdf5/turns.ts";
import { fileSource, fileTarget } from "../../../src/io/node/nodeFile.ts";
import type { Source } from "../../../src/io/source.ts";
import { decodeNumbers, type NumericArray } from "../../../src/io/stored/numbers.ts";
import { readNow } from "../../../src/io/stored/reading.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";
import { writeTissue } from "../../cli/tissue.ts";
import { testNeeding } from "../../needing.ts";
import { recordedTask } from "../../recordedTask.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-chunks-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** More entries than are read at once, in several chunks. */
const path = join(folder, "tissue.h5ad");
let tissue: Dataset;
beforeAll(async () => {
  tissue = simulateTissue({ cells: 3000, genes: 120 }, createRandom(1));
  expect(tissue.counts.values.length).toBeGreaterThan(2 * 65536);
  await writeDataset(fileTarget(path), tissue);
});

/** Numbers of a list by way of its chunks; undefined where these are left to the library. */
async function byChunks(source: Source, list: PlainList, from = 0, count = list.length) {
  const table = await chunkTable(source, { base: 0, ...list });
  if (!table) return undefined;
  const bytes = new Uint8Array(count * list.size);
  return (await readChunksInto(bytes, source, table, { from })) ? decodeNumbers(bytes, list) : undefined;
}

async function byLibrary(source: Source, at: string): Promise<{ list: PlainList; numbers: NumericArray }> {
  return withHdf5(await source.mount(), (file) => {
    const list = file.plainList(at);
    if (!list) throw new Error(`no list at ${at}`);
    return { list, numbers: file.numbers(at) };
  });
}

/** The first place where two lists differ; -1 for equal ones. Quicker than a comparison that could show all of both. */
function firstDifference(a: NumericArray | undefined, b: NumericArray): number {
  if (a?.length !== b.length) return Math.min(a?.length ?? 0, b.length);
  return a.findIndex((value, i) => value !== b[i]);
}

test.each(["csr_float64", "csr_int16", "csr_int64", "csr_uint8", "csc"])(
  "chunks that h5py wrote hold what the library reads: %s",
  async (layer) => {
    const source = await fileSource("fixtures/h5ad/types.h5ad");
    for (const part of layer === "csc" ? ["data"] : ["data", "indices", "indptr"]) {
      const { list, numbers } = await byLibrary(source, `layers/${layer}/${part}`);
      expect(await byChunks(source, list)).toEqual(numbers);
    }
  },
);

test("any part of a list can be read, across chunks too", async () => {
  const source = await fileSource(path);
  const { list, numbers } = await byLibrary(source, "X/data");
  for (const [from, count] of [
    [0, list.length],
    [65535, 2],
    [65536, 65536],
    [100, 131_000],
    [list.length - 1, 1],
  ]) {
    expect(firstDifference(await byChunks(source, list, from, count), numbers.slice(from, from + count))).toBe(-1);
  }
});

test("a list without chunks is read as well", async () => {
  const source = await fileSource("fixtures/h5ad/plain.h5ad");
  for (const part of ["data", "indices", "indptr"]) {
    const { list, numbers } = await byLibrary(source, `X/${part}`);
    expect(list.length).toBeGreaterThan(2);
    expect(await byChunks(source, list)).toEqual(numbers);
    expect(await byChunks(source, list, 1, list.length - 1)).toEqual(numbers.slice(1));
  }
});

const xenium = "../shared/data/scale/xenium_mouse_brain_36602/cell_feature_matrix.h5";
testNeeding(xenium, existsSync(xenium), "shuffled chunks that Xenium wrote hold what the library reads", async () => {
  const source = await fileSource(xenium);
  for (const part of ["data", "indices"]) {
    const { list, numbers } = await byLibrary(source, `matrix/${part}`);
    expect(firstDifference(await byChunks(source, list), numbers)).toBe(-1);
  }
});

describe("a file read in turns", () => {
  test("is the file read at once", async () => {
    const source = await fileSource(path);
    const atOnce = withHdf5(await source.mount(), (file) => readNow(file, readAnnData(file, {})));
    const { inflate: _, ...slow } = source;
    for (const { counts, ...rest } of [await readH5ad(source), await readH5ad(slow)]) {
      const { counts: expected, ...others } = atOnce;
      expect(rest.notes).toEqual(others.notes);
      expect(rest.cells).toEqual(others.cells);
      for (const part of ["starts", "indices", "values"] as const) {
        expect(firstDifference(counts[part], expected[part])).toBe(-1);
        expect(firstDifference(counts[part], tissue.counts[part])).toBe(-1);
      }
    }
  });

  test("tells how far it is, and stops when asked to", async () => {
    const source = await fileSource(path);
    const { task, shares: reported } = recordedTask();
    await readH5ad(source, {}, task);
    const shares = reported();
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    const stop = new AbortController();
    const stopping = createTask("read", { report: () => stop.abort(), signal: stop.signal });
    const stopped = readH5ad(source, {}, stopping);
    await expect(stopped).rejects.toMatchObject({ code: "cancelled" });
  });

  test("is refused in the library's words where a chunk is damaged", async () => {
    const bytes = readFileSync(path);
    const source = await fileSource(path);
    const { list } = await byLibrary(source, "X/data");
    const table = await chunkTable(source, { base: 0, ...list });
    if (!table) throw new Error("no chunks");
    bytes.fill(0xff, table.starts[1] + 20, table.starts[1] + 200);
    const damaged = join(folder, "damaged.h5ad");
    writeFileSync(damaged, bytes);
    const error = await readH5ad(await fileSource(damaged)).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: "bad-file" });
    expect(String(error)).toMatch(/damaged\.h5ad: expected X\/data to be readable/);
  });

  test("gets its arrays whole, whatever their size", async () => {
    const source = await fileSource(path);
    const all = await readInTurns(source, function* () {
      const values = yield { path: "X/data", from: [0], count: [70_000] };
      return values.slice(0, 70_000);
    });
    expect(firstDifference(all, tissue.counts.values.subarray(0, 70_000))).toBe(-1);
  });

  /** The tissue as scipy stores it: 32-bit integers with a sign, in one piece, which go to where they stay. */
  async function asScipy(name: string, spoil: (parts: { data: Float32Array; indices: Int32Array }) => void = () => {}) {
    const { counts, cells, genes, positions } = tissue;
    const parts = { data: Float32Array.from(counts.values), indices: Int32Array.from(counts.indices) };
    spoil(parts);
    const place = join(folder, `${name}.h5ad`);
    const sparse = { ...parts, indptr: Int32Array.from(counts.starts), shape: [counts.rows, counts.columns] as const };
    const rest = { counts: new Float64Array(0), positions: Float64Array.from(positions.values) };
    await writeTissue(place, { cells: [...cells], genes: [...genes], ...rest }, { sparse });
    return readH5ad(await fileSource(place));
  }

  test("holds entries that are read to where they stay", async () => {
    const { counts } = await asScipy("sound");
    for (const part of ["starts", "indices", "values"] as const) {
      expect(counts[part].constructor).toBe(tissue.counts[part].constructor);
      expect(firstDifference(counts[part], tissue.counts[part])).toBe(-1);
    }
  });

  test("is sorted, summed and without zeros there too", async () => {
    const at = tissue.counts.starts[2000];
    const { counts } = await asScipy("untidy", ({ data, indices }) => {
      data[at] = 0;
      data[at + 1] = -0;
      indices.subarray(at + 2, at + 4).reverse();
      data.subarray(at + 2, at + 4).reverse();
    });
    const wanted = tissue.counts.values.filter((_, e) => e !== at && e !== at + 1);
    expect(firstDifference(counts.values, wanted)).toBe(-1);
    expect(
      firstDifference(
        counts.indices,
        tissue.counts.indices.filter((_, e) => e !== at && e !== at + 1),
      ),
    ).toBe(-1);
  });

  test.each([
    ["a negative column", "indices", -1, /expected whole numbers from 0 to 119, got -1/],
    ["a column beyond the last", "indices", 120, /expected whole numbers from 0 to 119, got 120/],
    ["NaN", "data", Number.NaN, /expected finite numbers, got NaN for cell/],
    ["infinity", "data", Number.NEGATIVE_INFINITY, /expected finite numbers, got -Infinity for cell/],
  ] as const)("is refused for %s among many entries", async (name, part, value, says) => {
    const spoiled = asScipy(name, (parts) => {
      parts[part][parts[part].length - 1] = value;
    });
    await expect(spoiled).rejects.toThrow(says);
  });
});
