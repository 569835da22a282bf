import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { lockOutputFolder } from "../../../src/host/node/lockOutputFolder.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-lock-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

test("folders that were made and are still empty are removed again, those around them stay", async () => {
  mkdirSync(at("there"));
  const release = await lockOutputFolder(at("there/new/deep"), []);
  expect(existsSync(at("there/new/deep"))).toBe(true);
  release();
  expect([existsSync(at("there/new")), existsSync(at("there"))]).toEqual([false, true]);
});

test("a folder with something in it stays, and so does an empty one that was there before", async () => {
  const release = await lockOutputFolder(at("full/deep"), []);
  writeFileSync(at("full/result.h5ad"), "x");
  release();
  expect([existsSync(at("full/deep")), existsSync(at("full/result.h5ad"))]).toEqual([false, true]);
  mkdirSync(at("empty"));
  (await lockOutputFolder(at("empty"), []))();
  expect(existsSync(at("empty"))).toBe(true);
});

test("a result never replaces its input, nor lies in a folder that is the input, by whatever name", async () => {
  mkdirSync(at("own"));
  writeFileSync(at("own/result.h5ad"), "x");
  symlinkSync(at("own"), at("link"));
  for (const out of ["own", "link"]) {
    await expect(lockOutputFolder(at(out), [at("own/result.h5ad")])).rejects.toThrow(/is not the input/);
    await expect(lockOutputFolder(at(out), [at("own")])).rejects.toThrow(/another folder than the input/);
  }
});
