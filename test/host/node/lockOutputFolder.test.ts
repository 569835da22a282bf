import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { lockName } from "../../../src/host/node/folderLock.ts";
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

/** A lock as a process wrote it that is not this one. */
function leaveLock(name: string, holder: object): string {
  mkdirSync(at(name), { recursive: true });
  const path = join(at(name), lockName);
  writeFileSync(path, JSON.stringify({ since: "2026-01-01T00:00:00.000Z", host: hostname(), ...holder }));
  return path;
}

/** The number of a process that has ended. */
const gone = spawnSync(process.execPath, ["--version"]).pid;

test("a folder is of one run until that gives it back, and nothing of the lock stays", async () => {
  const free = await lockOutputFolder(at("one"), []);
  writeFileSync(at("one/domains.csv"), "x");
  await expect(lockOutputFolder(at("one"), [])).rejects.toThrow(
    new RegExp(`no other run writes to, got one that process ${process.pid} has used since .*; wait for its end`),
  );
  free();
  (await lockOutputFolder(at("one"), []))();
  expect(readdirSync(at("one"))).toEqual(["domains.csv"]);
});

test("of several runs that begin at once in one folder one goes on", async () => {
  const all = await Promise.allSettled(Array.from({ length: 8 }, () => lockOutputFolder(at("race"), [])));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("the lock of a process that runs is respected, and that of one that is gone is taken over with its drafts", async () => {
  leaveLock("alive", { process: process.ppid });
  await expect(lockOutputFolder(at("alive"), [])).rejects.toThrow(`process ${process.ppid} has used since 2026-01-01`);
  leaveLock("dead", { process: gone });
  mkdirSync(at("dead/figures"));
  writeFileSync(join(at("dead/figures"), `.map.svg.${gone}-3.tmp`), "x");
  const free = await lockOutputFolder(at("dead"), []);
  expect(readdirSync(at("dead/figures"))).toEqual([]);
  free();
  expect(readdirSync(at("dead"))).toEqual(["figures"]);
});

test("a lock whose process number went to another process, or to this one, is taken over", async () => {
  leaveLock("again", { process: process.pid, began: "1" });
  (await lockOutputFolder(at("again"), []))();
  expect(existsSync(at("again"))).toBe(true);
});

test("a lock of another machine holds as long as it shows signs of life", async () => {
  const path = leaveLock("far", { process: gone, host: "elsewhere" });
  await expect(lockOutputFolder(at("far"), [])).rejects.toThrow(`process ${gone} on elsewhere`);
  utimesSync(path, new Date(0), new Date(0));
  (await lockOutputFolder(at("far"), []))();
  expect(existsSync(path)).toBe(false);
});

test("a lock without content is of a run that just begins, but not for ever", async () => {
  const path = leaveLock("empty-lock", {});
  writeFileSync(path, "");
  await expect(lockOutputFolder(at("empty-lock"), [])).rejects.toThrow("got one where a run just begins");
  utimesSync(path, new Date(0), new Date(0));
  (await lockOutputFolder(at("empty-lock"), []))();
  expect(existsSync(path)).toBe(false);
});
