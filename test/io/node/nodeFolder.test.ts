import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folderAt, inputAt } from "../../../src/io/node/nodeFolder.ts";
import type { Folder } from "../../../src/io/source.ts";

const base = mkdtempSync(join(tmpdir(), "cellscape-folder-"));
const root = join(base, "outs");
afterAll(() => rmSync(base, { recursive: true }));

let folder: Folder;
beforeAll(() => {
  mkdirSync(join(root, "spatial", "deep"), { recursive: true });
  writeFileSync(join(root, "b.csv"), "b");
  writeFileSync(join(root, "a.csv"), "aa");
  writeFileSync(join(root, "spatial", "positions.csv"), "positions");
  writeFileSync(join(base, "secret"), "secret");
  folder = folderAt(root);
});

const text = async (path: string) => {
  const file = await folder.open(path);
  return file && new TextDecoder().decode(await file.read(0, 100));
};

test("a folder lists its names, sorted, folders with a slash, and nothing where there is none", async () => {
  expect(await folder.list()).toEqual(["a.csv", "b.csv", "spatial/"]);
  expect(await folder.list("spatial")).toEqual(["deep/", "positions.csv"]);
  expect(await folder.list("absent")).toEqual([]);
  expect(await folder.list("a.csv")).toEqual([]);
});

test("a file opens by its path and is named as the user would", async () => {
  const file = await folder.open("spatial/positions.csv");
  expect(file?.name).toBe(join(root, "spatial", "positions.csv"));
  expect(await text("a.csv")).toBe("aa");
  expect(await folder.open("spatial")).toBeUndefined();
  expect(await folder.open("spatial/absent.csv")).toBeUndefined();
  expect(await folder.open("a.csv/b")).toBeUndefined();
});

test("a file knows those beside it, and no others", async () => {
  const file = await inputAt(join(root, "a.csv"));
  if (file.kind !== "file") throw new Error("expected a file");
  expect((await file.beside("spatial/positions.csv"))?.size).toBe(9);
  expect(await file.beside("absent")).toBeUndefined();
  await expect(file.beside("../secret")).rejects.toThrow(/inside the folder/);
});

test("no path reaches out of the folder", async () => {
  for (const path of ["../secret", "spatial/../../secret", "/etc/passwd", "", "./a.csv", "a\\..\\b", "a\0", "a//b"]) {
    await expect(folder.open(path), path).rejects.toThrow(/expected a path inside the folder/);
    if (path !== "") await expect(folder.list(path), path).rejects.toThrow(/expected a path inside the folder/);
  }
});

test("links are followed inside the folder only, and never round in circles", async () => {
  symlinkSync("a.csv", join(root, "inner"));
  symlinkSync(join(base, "secret"), join(root, "outer"));
  symlinkSync("..", join(root, "spatial", "up"));
  symlinkSync(".", join(root, "here"));
  symlinkSync("self", join(root, "self"));
  symlinkSync("nowhere", join(root, "broken"));
  expect(await text("inner")).toBe("aa");
  await expect(folder.open("outer")).rejects.toThrow(
    /outer: expected links to stay inside .*\/outs, got one that leads to/,
  );
  await expect(folder.open("spatial/up/a.csv")).rejects.toThrow(/leads back to where it lies/);
  await expect(folder.open("here/a.csv")).rejects.toThrow(/leads back to where it lies/);
  await expect(folder.list("here/here")).rejects.toThrow(/leads back to where it lies/);
  await expect(folder.open("self")).rejects.toThrow(/links that lead round in circles/);
  expect(await folder.open("broken")).toBeUndefined();
  expect(await folder.list()).toEqual(["a.csv", "b.csv", "here/", "inner", "outer", "spatial/"]);
});

test("what is not there is said to be neither file nor folder", async () => {
  await expect(inputAt(join(root, "absent"))).rejects.toThrow(/: no such file or folder/);
});
