import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { CellScapeError } from "../../../src/core/errors.ts";
import { blobFolder, blobSource } from "../../../src/io/browser/blobSource.ts";
import { crc32 } from "../../../src/io/bytes/crc32.ts";
import { inputAt } from "../../../src/io/node/nodeFolder.ts";
import { inspectSource, readDataset } from "../../../src/io/open.ts";
import type { Input } from "../../../src/io/source.ts";

const N = 4;
const P = 3;
type Files = Record<string, Uint8Array | string>;

const group = (attributes: object = {}) => JSON.stringify({ zarr_format: 3, node_type: "group", attributes });
const little = { name: "bytes", configuration: { endian: "little" } };

function array(shape: readonly number[], type: string, changes: object = {}): string {
  return JSON.stringify({
    zarr_format: 3,
    node_type: "array",
    shape,
    data_type: type,
    chunk_grid: { name: "regular", configuration: { chunk_shape: shape.map((size) => Math.max(1, size)) } },
    chunk_key_encoding: { name: "default", configuration: { separator: "/" } },
    fill_value: type === "string" ? "" : 0,
    codecs: [type === "string" ? { name: "vlen-utf8" } : little],
    attributes: {},
    ...changes,
  });
}

/** Texts as zarr keeps them: their number, then each with its length. */
function texts(values: readonly (string | Uint8Array)[]): Uint8Array {
  const parts = values.map((value) => (typeof value === "string" ? new TextEncoder().encode(value) : value));
  const all = new DataView(new ArrayBuffer(4 + parts.reduce((sum, part) => sum + 4 + part.length, 0)));
  all.setUint32(0, parts.length, true);
  let at = 4;
  for (const part of parts) {
    all.setUint32(at, part.length, true);
    new Uint8Array(all.buffer).set(part, at + 4);
    at += 4 + part.length;
  }
  return new Uint8Array(all.buffer);
}

const numbers = (values: Float32Array) => new Uint8Array(values.buffer);
const X = Float32Array.from({ length: N * P }, (_, at) => at % 5);

/** A small AnnData store, with some of its files changed. */
function store(changes: Files = {}): Map<string, Blob> {
  const frame = group({ "encoding-type": "dataframe", _index: "_index", "column-order": [] });
  const files: Files = {
    "zarr.json": group({ "encoding-type": "anndata", "encoding-version": "0.1.0" }),
    "obs/zarr.json": frame,
    "obs/_index/zarr.json": array([N], "string"),
    "obs/_index/c/0": texts(["a", "b", "c", "d"]),
    "var/zarr.json": frame,
    "var/_index/zarr.json": array([P], "string"),
    "var/_index/c/0": texts(["g", "h", "i"]),
    "X/zarr.json": array([N, P], "float32"),
    "X/c/0/0": numbers(X),
    "obsm/zarr.json": group(),
    "obsm/spatial/zarr.json": array([N, 2], "float32"),
    "obsm/spatial/c/0/0": numbers(X.slice(0, 2 * N)),
    ...changes,
  };
  return new Map(Object.entries(files).map(([path, content]) => [path, new Blob([content as BlobPart])]));
}

const folder = (changes?: Files) => blobFolder("tissue.zarr", store(changes));

/** The error that reading throws, after a check that it is one of ours, names the input and came soon. */
async function refusal(input: Input | Promise<Input>): Promise<string> {
  const started = process.memoryUsage().arrayBuffers;
  const error: unknown = await Promise.resolve(input)
    .then(readDataset)
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  expect(error).toBeInstanceOf(CellScapeError);
  expect(process.memoryUsage().arrayBuffers - started).toBeLessThan(2 ** 28);
  return (error as CellScapeError).message;
}

test("the store that the cases below are made of is read", async () => {
  const { cells, genes, counts, positions } = await readDataset(folder());
  expect([cells, genes]).toEqual([
    ["a", "b", "c", "d"],
    ["g", "h", "i"],
  ]);
  expect(counts.values.length).toBe(X.filter((value) => value !== 0).length);
  expect([...positions.values]).toEqual([...X.slice(0, 2 * N)]);
});

test("numbers too small for single precision are zeros, which are not stored", async () => {
  const values = Float64Array.from(X, (value, at) => (at === 1 ? 1e-60 : value));
  const changes = { "X/zarr.json": array([N, P], "float64"), "X/c/0/0": new Uint8Array(values.buffer) };
  const { counts } = await readDataset(folder(changes));
  expect(counts.values).not.toContain(0);
  expect(counts.values.length).toBe(X.filter((value, at) => value !== 0 && at !== 1).length);
});

describe("descriptions that lie", () => {
  const huge = 2 ** 40;
  const grid = (...sizes: number[]) => ({ name: "regular", configuration: { chunk_shape: sizes } });
  test.each<[string, Files, RegExp]>([
    ["no numbers", { "X/zarr.json": array([N, P], "float32", { shape: [-1, "x"] }) }, /whole numbers/],
    ["axes that differ", { "X/zarr.json": array([N, P], "float32", { chunk_grid: grid(4) }) }, /whole numbers/],
    [
      "no chunks at all",
      { "X/zarr.json": array([N, P], "float32", { chunk_grid: { name: "regular" } }) },
      /whole numbers/,
    ],
    ["chunks of no size", { "X/zarr.json": array([N, P], "float32", { chunk_grid: grid(0, 3) }) }, /whole numbers/],
    ["no chunks", { "X/zarr.json": array([N, P], "float32", { chunk_grid: { name: "regular" } }) }, /whole numbers/],
    [
      "several unknown codecs",
      { "X/zarr.json": array([N, P], "float32", { codecs: [{ name: "a" }, null, { name: "b" }] }) },
      /expected codecs that this build can read, got \{"name":"a"\}/,
    ],
    [
      "an unknown codec inside of shards",
      {
        "X/zarr.json": array([N, P], "float32", {
          codecs: [{ name: "sharding_indexed", configuration: { chunk_shape: [N, P], codecs: [{ name: "pickle" }] } }],
        }),
      },
      /pickle/,
    ],
    [
      "chunks without number",
      { "X/zarr.json": array([N, 2 ** 30], "int8", { chunk_grid: grid(4, 3) }) },
      /at most 1048576 chunks/,
    ],
    ["beyond all numbers", { "X/zarr.json": array([2 ** 53, 2 ** 53], "float32") }, /whole numbers/],
    [
      "huge chunks",
      { "X/zarr.json": array([N, P], "float32", { chunk_grid: grid(2 ** 20, 2 ** 20) }) },
      /at most 1 GB/,
    ],
    ["many cells", { "X/zarr.json": array([huge, P], "float32", { chunk_grid: grid(4, 3) }) }, /cells=4, genes=3/],
    ["many names", { "obs/_index/zarr.json": array([huge], "string", { chunk_grid: grid(4) }) }, /half of its chunks/],
    [
      "many entries",
      {
        "X/zarr.json": group({ "encoding-type": "csr_matrix", shape: [N, P] }),
        "X/data/zarr.json": array([2 ** 31], "float32", { chunk_grid: grid(4) }),
        "X/indices/zarr.json": array([2 ** 31], "int32", { chunk_grid: grid(4) }),
        "X/indptr/zarr.json": array([N + 1], "int32"),
      },
      /half of its chunks|offset/,
    ],
    [
      "an unknown codec",
      { "X/zarr.json": array([N, P], "float32", { codecs: [little, { name: "pickle" }] }) },
      /pickle/,
    ],
    ["an unknown type", { "X/zarr.json": array([N, P], "complex64") }, /complex64/],
    ["no JSON", { "X/zarr.json": "{" }, /JSON/],
    ["neither group nor array", { "X/zarr.json": "{}" }, /group or an array/],
    [
      "a way out in the keys",
      {
        "X/zarr.json": array([N, P], "float32", {
          chunk_key_encoding: { name: "default", configuration: { separator: "/../../../" } },
        }),
      },
      /keys of chunks/,
    ],
  ])("%s", async (_, changes, message) => {
    expect(await refusal(folder(changes))).toMatch(message);
  });

  test("names of JavaScript's own are plain attributes", async () => {
    const json = '{"zarr_format":3,"node_type":"group","attributes":{"__proto__":{"polluted":1},"constructor":2}}';
    await readDataset(folder({ "obsm/zarr.json": json }));
    expect("polluted" in {}).toBe(false);
  });
});

describe("chunks that lie", () => {
  const coded = (name: string) => array([N, P], "float32", { codecs: [little, { name, configuration: {} }] });
  const blosc = new Uint8Array(48);
  blosc.set([2, 1, 1, 4]);
  new DataView(blosc.buffer).setUint32(4, 0xfffffff0, true);
  new DataView(blosc.buffer).setUint32(12, 48, true);
  const zstd = new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 0xc0, 0x38, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0]);
  const lz4 = new Uint8Array([0xff, 0xff, 0xff, 0x7f, 1, 2, 3]);
  // One block, the last, of 48 bytes as they are (RFC 8878).
  const whole = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x20, 48, 0x81, 1, 0, ...numbers(X));
  const bomb = gzipSync(new Uint8Array(2 ** 26));

  test("a whole zstd chunk is read", async () => {
    const { counts } = await readDataset(folder({ "X/zarr.json": coded("zstd"), "X/c/0/0": whole }));
    expect([...counts.values]).toEqual([...X].filter((value) => value !== 0));
  });

  test.each<[string, Files, RegExp]>([
    ["a gzip bomb", { "X/zarr.json": coded("gzip"), "X/c/0/0": bomb }, /once inflated, got more/],
    ["damaged gzip", { "X/zarr.json": coded("gzip"), "X/c/0/0": gzipSync(numbers(X)).subarray(0, 30) }, /damaged/],
    [
      "blosc of 4 GB",
      { "X/zarr.json": coded("blosc"), "X/c/0/0": blosc },
      /blosc chunk of at most \d+ bytes, got 4294967280/,
    ],
    ["zstd of terabytes", { "X/zarr.json": coded("zstd"), "X/c/0/0": zstd }, /zstd chunk of at most/],
    ["lz4 of 2 GB", { "X/zarr.json": coded("lz4"), "X/c/0/0": lz4 }, /lz4 chunk of at most/],
    ["no zstd", { "X/zarr.json": coded("zstd"), "X/c/0/0": lz4 }, /bytes of something else/],
    [
      "zstd with the beginning of another frame, for which the decoder would wait forever",
      { "X/zarr.json": coded("zstd"), "X/c/0/0": Uint8Array.of(...whole, 0x28, 0xb5, 0x2f) },
      /bytes of something else/,
    ],
    ["zstd cut short", { "X/zarr.json": coded("zstd"), "X/c/0/0": whole.subarray(0, 40) }, /bytes of something else/],
    ["too few numbers", { "X/c/0/0": new Uint8Array(5) }, /expected chunks of 48 bytes, got one of 5/],
    ["more texts than bytes", { "obs/_index/c/0": new Uint8Array([255, 255, 255, 127]) }, /damaged list of texts/],
    ["texts cut short", { "obs/_index/c/0": texts(["a", "b", "c", "a long text"]).subarray(0, 24) }, /ends too early/],
    ["no UTF-8", { "obs/_index/c/0": texts(["a", "b", "c", new Uint8Array([0xff, 0xfe])]) }, /text 3 is not UTF-8/],
    [
      "a shard that points outside of itself",
      {
        "X/zarr.json": array([N, P], "float32", {
          codecs: [
            {
              name: "sharding_indexed",
              configuration: { chunk_shape: [2, P], codecs: [little], index_codecs: [little], index_location: "end" },
            },
          ],
        }),
        "X/c/0/0": new Uint8Array(BigUint64Array.of(0n, 2n ** 40n, 0n, 8n).buffer),
      },
      /parts inside of c\/0\/0/,
    ],
  ])("%s", async (_, changes, message) => {
    expect(await refusal(folder(changes))).toMatch(message);
  });
});

describe("folders that lead astray", () => {
  const place = mkdtempSync(join(tmpdir(), "cellscape-zarr-"));
  afterAll(() => rmSync(place, { recursive: true }));

  async function onDisk(name: string): Promise<string> {
    const root = join(place, name);
    for (const [path, blob] of store()) {
      mkdirSync(join(root, path, ".."), { recursive: true });
      writeFileSync(join(root, path), new Uint8Array(await blob.arrayBuffer()));
    }
    return root;
  }

  test("a link to the folder itself is refused", async () => {
    const root = await onDisk("circle");
    symlinkSync("..", join(root, "obs", "loop"));
    expect(await refusal(inputAt(root))).toMatch(/links|circles|inside/);
  });

  test("a link out of the folder is refused", async () => {
    const root = await onDisk("out");
    symlinkSync("/etc", join(root, "obs", "etc"));
    expect(await refusal(inputAt(root))).toMatch(/stay inside/);
  });

  test("groups inside groups without end are refused", async () => {
    const deep: Files = {};
    for (let level = 1, path = "obsm"; level < 40; level++) {
      path += "/x";
      deep[`${path}/zarr.json`] = group();
    }
    expect(await refusal(folder(deep))).toMatch(/levels, got more/);
  });
});

describe("zip archives", () => {
  interface Member {
    readonly name: string;
    readonly bytes: Uint8Array;
    readonly method?: number;
    /** The size that the archive claims. */
    readonly size?: number;
    /** The checksum that it claims. */
    readonly crc?: number;
  }

  /** An archive as its format has it: local headers with data, then the directory. */
  function zip(members: readonly Member[]): Uint8Array {
    const parts: Buffer[] = [];
    const directory: Buffer[] = [];
    let offset = 0;
    for (const { name, bytes, method = 0, size = bytes.length, crc } of members) {
      const path = Buffer.from(name);
      const data = method === 8 ? deflateRawSync(bytes) : Buffer.from(bytes);
      const common = Buffer.alloc(26);
      common.writeUInt16LE(20, 0);
      common.writeUInt16LE(0x800, 2);
      common.writeUInt16LE(method, 4);
      common.writeUInt32LE(crc ?? crc32(bytes), 10);
      common.writeUInt32LE(data.length, 14);
      common.writeUInt32LE(size, 18);
      common.writeUInt16LE(path.length, 22);
      parts.push(Buffer.from([0x50, 0x4b, 3, 4]), common, path, data);
      const tail = Buffer.alloc(14);
      tail.writeUInt32LE(offset, 10);
      directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, tail, path);
      offset += 30 + path.length + data.length;
    }
    const entries = Buffer.concat(directory);
    const end = Buffer.alloc(22);
    end.set([0x50, 0x4b, 5, 6]);
    end.writeUInt16LE(members.length, 8);
    end.writeUInt16LE(members.length, 10);
    end.writeUInt32LE(entries.length, 12);
    end.writeUInt32LE(offset, 16);
    return Buffer.concat([...parts, entries, end]);
  }

  async function members(changes: Files = {}, method = 0): Promise<Member[]> {
    const all: Member[] = [];
    for (const [name, blob] of store(changes))
      all.push({ name, bytes: new Uint8Array(await blob.arrayBuffer()), method });
    return all;
  }

  const archive = (bytes: Uint8Array) => blobSource(new Blob([bytes as BlobPart]), "tissue.zarr.zip");

  test.each([0, 8])("what the cases below are made of is read, by method %d", async (method) => {
    const { cells } = await readDataset(archive(zip(await members({}, method))));
    expect(cells).toEqual(["a", "b", "c", "d"]);
  });

  test("of two files with one name the later counts", async () => {
    const first = { name: "obs/_index/c/0", bytes: texts(["w", "x", "y", "z"]) };
    const { cells } = await readDataset(archive(zip([first, ...(await members())])));
    expect(cells).toEqual(["a", "b", "c", "d"]);
  });

  test.each(["../evil", "/etc/passwd", "obs/../../evil", "a\\..\\b", "obs//x"])(
    "the name %s is refused",
    async (name) => {
      const bytes = zip([...(await members()), { name, bytes: new Uint8Array(1) }]);
      expect(await refusal(archive(bytes))).toMatch(/expected a path inside the folder|unsafe filename/);
    },
  );

  test("a file that claims more than its bytes can hold is refused before it is unpacked", async () => {
    const bomb = { name: "X/c/0/0", bytes: new Uint8Array(9), method: 8, size: 2 ** 31 };
    expect(await refusal(archive(zip([...(await members()), bomb])))).toMatch(/X\/c\/0\/0: expected at most \d+ bytes/);
  });

  test("a file that unpacks to more than it claims is refused", async () => {
    const bomb = { name: "X/c/0/0", bytes: new Uint8Array(2 ** 26), method: 8, size: 48 };
    expect(await refusal(archive(zip([...(await members()), bomb])))).toMatch(/X\/c\/0\/0: expected a whole file/);
  });

  test.each([0, 8])("a file that was changed does not fit its checksum, by method %d", async (method) => {
    const changed = (await members({}, method)).map((member) =>
      member.name === "X/c/0/0" ? { ...member, crc: 1 } : member,
    );
    expect(await refusal(archive(zip(changed)))).toMatch(/X\/c\/0\/0: expected a whole file, got a damaged one/);
  });

  test("an archive that is cut short is refused wherever the cut is", async () => {
    const whole = zip(await members({}, 8));
    for (let cut = 1; cut < 40; cut++) {
      const bytes = whole.subarray(0, Math.floor((whole.length * cut) / 40));
      expect(await refusal(archive(bytes))).toContain("tissue.zarr.zip");
    }
  });

  test("an archive of something else is named", async () => {
    const bytes = zip([{ name: "letter.txt", bytes: new TextEncoder().encode("hello") }]);
    await expect(inspectSource(archive(bytes))).rejects.toThrow(/a zip archive of something else/);
  });
});
