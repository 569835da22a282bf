import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { blobFolder, blobSource } from "../../../src/io/browser/blobSource.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";
import { readDataset } from "../../../src/io/open.ts";

const text = async (blob: { read(offset: number, length: number): Promise<Uint8Array> } | undefined) =>
  blob && new TextDecoder().decode(await blob.read(0, 100));

test("a picked file gives its bytes, fewer at its end", async () => {
  const source = blobSource(new Blob(["abcdef"]), "picked.csv");
  expect(source.size).toBe(6);
  expect(new TextDecoder().decode(await source.read(2, 3))).toBe("cde");
  expect(new TextDecoder().decode(await source.read(4, 30))).toBe("ef");
  expect(await source.beside("other.csv")).toBeUndefined();
});

test("an .h5ad reads from a picked file as from the disk", async () => {
  const path = "fixtures/h5ad/plain.h5ad";
  const picked = await readDataset(blobSource(new Blob([readFileSync(path)]), path));
  expect(picked).toEqual(await readDataset(await fileSource(path)));
  // The place of the first file must have been given back.
  expect(await readDataset(blobSource(new Blob([readFileSync(path)]), path))).toEqual(picked);
});

test("picked files are a folder that lists, opens and knows what lies beside", async () => {
  const files = new Map(
    Object.entries({ "a.csv": "a", "spatial/p.csv": "p", "spatial/deep/q": "q" }).map(([path, content]) => [
      path,
      new Blob([content]),
    ]),
  );
  const folder = blobFolder("outs", files);
  expect(await folder.list()).toEqual(["a.csv", "spatial/"]);
  expect(await folder.list("spatial")).toEqual(["deep/", "p.csv"]);
  expect(await folder.list("absent")).toEqual([]);
  const p = await folder.open("spatial/p.csv");
  expect(p?.name).toBe("outs/spatial/p.csv");
  expect(await text(await p?.beside("deep/q"))).toBe("q");
  expect(await folder.open("absent")).toBeUndefined();
  await expect(folder.open("../a.csv")).rejects.toThrow(/expected a path inside the folder/);
  expect(() => blobFolder("outs", new Map([["../x", new Blob([])]]))).toThrow(/expected a path inside the folder/);
});

test("bytes that are asked for beyond the end are none, however far beyond", async () => {
  const source = blobSource(new Blob(["abcdef"]), "letters");
  const text = async (offset: number, length: number) => new TextDecoder().decode(await source.read(offset, length));
  expect(await text(4, 10)).toBe("ef");
  expect(await text(6, 1)).toBe("");
  expect(await text(2 ** 40, 2 ** 40)).toBe("");
  expect(await text(-5, 7)).toBe("ab");
});
