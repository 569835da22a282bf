import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { cannotWrite, makeFolder, saveFile } from "../../../src/host/node/saveFile.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-save-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("text in parts is one file, in a folder that is made", async () => {
  const path = join(folder, "new", "deep", "table.csv");
  await saveFile(path, ["a,b\n", "1,2\n"]);
  expect(readFileSync(path, "utf8")).toBe("a,b\n1,2\n");
});

test("what breaks while it is written leaves the old file and nothing beside it", async () => {
  const own = join(folder, "own");
  const path = join(own, "table.csv");
  await saveFile(path, "old");
  const broken = function* () {
    yield "new";
    throw new Error("no more");
  };
  await expect(saveFile(path, broken())).rejects.toMatchObject({ code: "cannot-write" });
  expect([readFileSync(path, "utf8"), readdirSync(own)]).toEqual(["old", ["table.csv"]]);
});

test("a folder in the way of a file, and a file in the way of a folder, are named", async () => {
  mkdirSync(join(folder, "taken"));
  await expect(saveFile(join(folder, "taken"), "x")).rejects.toThrow(/taken: cannot write: a folder of that name/);
  writeFileSync(join(folder, "plain"), "x");
  await expect(makeFolder(join(folder, "plain", "sub"))).rejects.toThrow(/a file of that name is in the way/);
});

test("making a folder returns the outermost one that was made", async () => {
  expect(await makeFolder(join(folder, "one", "two"))).toBe(join(folder, "one"));
  expect(await makeFolder(join(folder, "one", "two"))).toBeUndefined();
});

test("a full disk is called so, and an unknown cause is shown as it is", () => {
  const full = Object.assign(new Error("write"), { code: "ENOSPC" });
  expect(cannotWrite("x.csv", full).message).toBe(
    "x.csv: cannot write: the disk is full; free some space or choose another --out",
  );
  expect(cannotWrite("x.csv", new Error("odd")).message).toBe("x.csv: cannot write: Error: odd");
});
