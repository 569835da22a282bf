import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { byteRange } from "../../../src/host/node/serve/byteRange.ts";
import { rangeFolder, rangeSource } from "../../../src/io/browser/rangeSource.ts";

/** Bytes of which each place differs from those around it, more than ten blocks. */
const all = Uint8Array.from({ length: 3_000_001 }, (_, i) => (i * 7 + (i >> 8) * 13 + (i >> 16)) & 255);
let server: Server;
let address: string;
/** Ranges that were requested. */
let requests: string[];
let version: string;
let short: boolean;

beforeAll(async () => {
  server = createServer(({ headers: { range }, url }, response) => {
    requests.push(String(range));
    const part = byteRange(range, all.length);
    if (typeof part !== "object" || url !== "/file") return void response.writeHead(404).end();
    response.writeHead(206, { "file-version": version });
    response.end(all.subarray(part.start, part.end + (short ? 0 : 1)));
  });
  // Node's fetch uses connections again that the server ends at that moment.
  server.keepAliveTimeout = 3_600_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === "object" ? bound?.port : ""}/file`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  requests = [];
  version = "1";
  short = false;
});

const open = () => rangeSource({ address, size: all.length }, "tissue.h5ad");

const isEqual = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

test("any part is the bytes that lie there, at both ends and across blocks", async () => {
  const source = open();
  const parts = [
    ...[
      [0, 1],
      [0, 16],
      [262_143, 2],
      [262_144, 262_144],
      [500_000, 2_000_000],
      [2_999_990, 100],
      [3_000_001, 5],
    ],
    ...[
      [1_000_000, 0],
      [-3, 5],
      [0, 9_000_000],
    ],
  ];
  for (const [offset = 0, length = 0] of parts) {
    const from = Math.max(0, offset);
    expect(isEqual(await source.read(offset, length), all.slice(from, from + length)), `${offset}, ${length}`).toBe(
      true,
    );
  }
});

test("what was fetched is not fetched again, and blocks that lie side by side come with one request", async () => {
  const source = open();
  await source.read(300_000, 10);
  await source.read(300_100, 10);
  await source.read(0, 1_000_000);
  await source.read(100_000, 400_000);
  expect(requests).toEqual(["bytes=262144-524287", "bytes=0-262143", "bytes=524288-1048575"]);
});

test("reads at the same time share their requests", async () => {
  const source = open();
  const [a, b] = await Promise.all([source.read(10, 20), source.read(15, 300_000)]);
  expect([isEqual(a, all.slice(10, 30)), isEqual(b, all.slice(15, 300_015))]).toEqual([true, true]);
  expect(requests).toEqual(["bytes=0-262143", "bytes=262144-524287"]);
});

test("a file that was written again while it is read is refused", async () => {
  const source = open();
  await source.read(0, 10);
  version = "2";
  await expect(source.read(2_000_000, 10)).rejects.toMatchObject({
    code: "bad-file",
    message: expect.stringContaining("tissue.h5ad: expected a file that stays as it is"),
  });
});

test("an answer that is cut short, and a server that is gone, are named", async () => {
  short = true;
  await expect(open().read(0, 10)).rejects.toMatchObject({ code: "bad-file" });
  short = false;
  const gone = rangeSource({ address: "http://127.0.0.1:1/file", size: 10 }, "tissue.h5ad");
  await expect(gone.read(0, 10)).rejects.toThrow("tissue.h5ad: expected bytes of it from the server, got no answer");
});

test("files of a folder are found by their paths, also beside each other", async () => {
  const files = new Map([
    ["counts.h5", { address, size: all.length }],
    ["spatial/scale.json", { address, size: all.length }],
    ["spatial/deep/a.png", { address, size: all.length }],
  ]);
  const folder = rangeFolder("outs", files);
  expect([await folder.list(), await folder.list("spatial"), await folder.list("no")]).toEqual([
    ["counts.h5", "spatial/"],
    ["deep/", "scale.json"],
    [],
  ]);
  const scale = await folder.open("spatial/scale.json");
  expect((await scale?.beside("deep/a.png"))?.name).toBe("outs/spatial/deep/a.png");
  expect(await folder.open("none")).toBeUndefined();
  await expect(folder.open("../secret")).rejects.toMatchObject({ code: "bad-file" });
});
