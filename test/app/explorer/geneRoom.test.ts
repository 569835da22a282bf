import { expect, test } from "vitest";
import { makeRoom, usedPath } from "../../../app/explorerWorker/geneRoom.ts";
import { memoryStore } from "../../../src/host/browser/fileStore.ts";

/** Files of genes of 10 bytes each, written one after the other, the first of which was used last, and a result. */
async function filledStore() {
  const store = memoryStore();
  const file = (bytes: number, lastModified: number) => new File([new Uint8Array(bytes)], "", { lastModified });
  for (const [k, name] of ["a", "b", "c"].entries()) await store.put(`/genes/${name}.bin`, file(10, 100 + k));
  await store.put(usedPath("/genes/a.bin"), file(0, 200));
  await store.put("/runs/tissue-5/result.bin", file(50, 1));
  return store;
}

test("the files that were not used for longest give way, as many as have to, and results stay", async () => {
  const store = await filledStore();
  expect(await makeRoom(store, 5, 35)).toBe(true);
  expect(await store.list()).toHaveLength(5);
  expect(await makeRoom(store, 15, 35)).toBe(true);
  expect(await store.list()).toEqual([
    "/genes/a.bin",
    "/genes/c.bin",
    "/genes/a.bin.used",
    "/runs/tissue-5/result.bin",
  ]);
  expect(await makeRoom(store, 35, 35)).toBe(true);
  expect(await store.list()).toEqual(["/runs/tissue-5/result.bin"]);
});

test("what is larger than the limit finds no room, and nothing gives way", async () => {
  const store = await filledStore();
  expect(await makeRoom(store, 36, 35)).toBe(false);
  expect(await store.list()).toHaveLength(5);
});
