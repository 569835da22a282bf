import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { File, ready } from "h5wasm/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readChunksInto } from "../../../src/io/hdf5/chunkRows.ts";
import { chunkTable } from "../../../src/io/hdf5/chunks.ts";
import { withHdf5 } from "../../../src/io/hdf5/hdf5.ts";
import { readLists } from "../../../src/io/hdf5/lists.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";
import { decodeNumbers } from "../../../src/io/stored/numbers.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-lists-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Names of all lengths: none, of other letters than ASCII, and longer than the usual collection of text. */
const names = Array.from({ length: 9000 }, (_, i) => {
  if (i % 500 === 3) return "";
  if (i % 700 === 5) return `Zelle ${i} μm ${"ä".repeat(i % 40)}`;
  return i === 4321 ? "x".repeat(9000) : `cell_${i}`;
});
const [ROWS, COLUMNS] = [5000, 7];
const numbers = Float64Array.from({ length: ROWS * COLUMNS }, (_, e) => (e * 7919) % 1009);
const path = join(folder, "lists.h5");

beforeAll(async () => {
  await ready;
  // As h5py writes.
  const file = new File(path, "w", { libver: ["earliest", "latest"] });
  const text = { data: names, shape: [names.length], dtype: "S" };
  file.create_dataset({ ...text, name: "plain" });
  file.create_dataset({ ...text, name: "chunked", chunks: [1000] });
  const matrix = { data: numbers, shape: [ROWS, COLUMNS], dtype: "<d" };
  file.create_dataset({ ...matrix, name: "whole" });
  file.create_dataset({ ...matrix, name: "tiles", chunks: [300, 3], compression: 4 });
  file.create_dataset({ ...matrix, name: "loose_tiles", chunks: [300, 3] });
  file.create_dataset({ ...matrix, name: "rows", chunks: [128, COLUMNS] });
  file.close();
});

test.each(["plain", "chunked"])("names are those that the library reads: %s", async (name) => {
  const lists = await readLists(await fileSource(path), () => [name]);
  expect(lists.get(name)).toEqual(names);
});

test.each(["whole", "tiles", "loose_tiles", "rows"])("a matrix in %s is read, as a whole and in part", async (name) => {
  const source = await fileSource(path);
  expect((await readLists(source, () => [name])).get(name)).toEqual(numbers);
  const place = withHdf5(await source.mount(), (file) => file.plainList(name));
  const table = place && (await chunkTable(source, { base: 0, ...place }));
  if (!table) throw new Error(`no chunks of ${name}`);
  for (const [from, count] of [
    [0, 1],
    [299, 2],
    [301, 1500],
    [ROWS - 1, 1],
  ]) {
    const bytes = new Uint8Array(count * COLUMNS * 8);
    expect(await readChunksInto(bytes, source, table, { from })).toBe(true);
    expect(decodeNumbers(bytes, place)).toEqual(numbers.slice(from * COLUMNS, (from + count) * COLUMNS));
  }
});

test("what is no list, or cannot be read beside the library, is left to it", async () => {
  const lists = await readLists(await fileSource(path), () => ["plain", "nothing"]);
  expect([...lists.keys()]).toEqual(["plain"]);
});

test("references that all lead to one long text are not followed", async () => {
  const bytes = readFileSync(path);
  // A reference is a length, the address of a collection and a number in it: the long text is the one of 9000 bytes.
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const long = bytes.indexOf(Buffer.from([...new Uint8Array(Uint32Array.of(9000).buffer), ...collection(bytes)]));
  expect(long).toBeGreaterThan(0);
  const first = long - 4321 * 16;
  for (let i = 0; i < names.length; i++) bytes.copyWithin(first + 16 * i, long, long + 16);
  expect(view.getUint32(first, true)).toBe(9000);
  const shared = join(folder, "shared.h5");
  writeFileSync(shared, bytes);
  const lists = await readLists(await fileSource(shared), () => ["plain", "chunked"]);
  expect(lists.has("plain")).toBe(false);
});

/** The address of the collection with the long text, as references have it. */
function collection(bytes: Buffer): Uint8Array {
  const text = bytes.indexOf("x".repeat(9000));
  const at = bytes.lastIndexOf("GCOL", text);
  return new Uint8Array(BigUint64Array.of(BigInt(at)).buffer);
}
