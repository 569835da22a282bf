import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { memoryStore } from "../../../src/host/browser/fileStore.ts";
import { storedCheckpoints } from "../../../src/host/browser/storedCheckpoints.ts";
import { checkpointFolder } from "../../../src/host/node/checkpointFolder.ts";
import { pack, unpack } from "../../../src/io/bytes/packed.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-checkpoint-"));
afterAll(() => rmSync(folder, { recursive: true }));
const value = { text: "µ", list: [1, [2, Float64Array.of(0.1, Number.NaN)]], empty: new Float32Array(0) };

test("what is kept for a folder is found again by whoever opens it, and by no other", async () => {
  const store = memoryStore();
  const open = (name: string) => storedCheckpoints(store, name);
  await open("a").begin({ engine: "wasm" });
  await open("a").write("part", pack(value), "key");
  expect(await open("/a/").readRecord()).toEqual({ engine: "wasm" });
  expect([await open("a").names(), unpack(await open("a").read("part", "key"))]).toEqual([["part"], value]);
  expect([await open("b").names(), await open("b").readRecord()]).toEqual([[], undefined]);
});

test("a page keeps the bytes that Node keeps", async () => {
  const store = memoryStore();
  const onDisk = checkpointFolder(folder);
  for (const each of [storedCheckpoints(store, "a"), onDisk]) {
    await each.begin({ engine: "wasm" });
    await each.write("part", pack(value), "key");
  }
  for (const name of ["part.bin", "run.json"]) {
    const kept = await store.get(`/a/${name}`);
    expect(Buffer.from((await kept?.arrayBuffer()) ?? new ArrayBuffer(0)), name).toEqual(
      readFileSync(join(folder, name)),
    );
  }
});

test("a value of another run, a damaged one or none is refused", async () => {
  const store = memoryStore();
  const kept = storedCheckpoints(store, "a");
  await kept.write("part", pack(value), "key");
  await expect(kept.read("part", "other")).rejects.toMatchObject({ code: "bad-file" });
  await expect(kept.read("absent", "key")).rejects.toMatchObject({ code: "bad-file" });
  const whole = await store.get("/a/part.bin");
  await store.put("/a/part.bin", whole?.slice(0, -1) ?? new Blob());
  await expect(kept.read("part", "key")).rejects.toMatchObject({ code: "bad-file" });
});

test("neither who wrote a value nor who reads it can change what is kept", async () => {
  const kept = storedCheckpoints(memoryStore(), "a");
  const values = Float64Array.of(1, 2);
  await kept.write("part", pack(values), "key");
  values[0] = 9;
  const read = unpack(await kept.read("part", "key"));
  expect(read).toEqual(Float64Array.of(1, 2));
  if (read instanceof Float64Array) read[1] = 9;
  expect(unpack(await kept.read("part", "key"))).toEqual(Float64Array.of(1, 2));
});

test("after clearing nothing is left, and what lies beside the checkpoints stays", async () => {
  const store = memoryStore();
  await store.put("/a/result.h5ad", new Blob(["x"]));
  const kept = storedCheckpoints(store, "a/.cellscape");
  await kept.begin({});
  await kept.write("part", pack(1), "key");
  await kept.clear();
  expect([await kept.names(), await kept.readRecord(), await store.list()]).toEqual([
    [],
    undefined,
    ["/a/result.h5ad"],
  ]);
});
