import { expect, test } from "vitest";
import { memoryCheckpoints } from "../../../src/host/browser/memoryCheckpoints.ts";
import { pack, unpack } from "../../../src/io/bytes/packed.ts";

test("what is kept for a folder is found again by whoever opens it, and by no other", async () => {
  const open = memoryCheckpoints();
  await open("a").begin({ engine: "wasm" });
  await open("a").write("part", pack([1, Float64Array.of(2)]), "key");
  expect(await open("a").readRecord()).toEqual({ engine: "wasm" });
  expect(unpack(await open("a").read("part", "key"))).toEqual([1, Float64Array.of(2)]);
  expect([await open("b").names(), await open("b").readRecord()]).toEqual([[], undefined]);
});

test("a value of another run, or none, is refused", async () => {
  const store = memoryCheckpoints()("a");
  await store.write("part", pack(1), "key");
  await expect(store.read("part", "other")).rejects.toMatchObject({ code: "bad-file" });
  await expect(store.read("absent", "key")).rejects.toMatchObject({ code: "bad-file" });
});

test("neither who wrote a value nor who reads it can change what is kept", async () => {
  const store = memoryCheckpoints()("a");
  const values = Float64Array.of(1, 2);
  await store.write("part", pack(values), "key");
  values[0] = 9;
  const read = unpack(await store.read("part", "key"));
  expect(read).toEqual(Float64Array.of(1, 2));
  if (read instanceof Float64Array) read[1] = 9;
  expect(unpack(await store.read("part", "key"))).toEqual(Float64Array.of(1, 2));
});

test("after clearing nothing is left", async () => {
  const store = memoryCheckpoints()("a");
  await store.begin({});
  await store.write("part", pack(1), "key");
  await store.clear();
  expect([await store.names(), await store.readRecord()]).toEqual([[], undefined]);
});
