import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CRASHED, cellscape, crashWhen } from "../command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-jobs-"));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const text = (name: string) => readFileSync(at(name), "utf8");
const settings = ["--domains", "3", "--epochs", "6", "--threads", "1", "--no-timings"];
const run = (out: string, args: readonly string[] = [], how = {}) =>
  cellscape(["run", at("tissue.h5ad"), "--out", at(out), ...settings, ...args], how);

beforeAll(async () => {
  const made = ["simulate", "--out", at("tissue.h5ad"), "--cells", "240", "--genes", "40", "--domains", "3"];
  expect((await cellscape(made)).code).toBe(0);
  expect((await run("whole")).code).toBe(0);
});

test("an attempt in another folder continues from --checkpoints with the same bytes", async () => {
  const kept = ["--checkpoints", at("kept"), "--checkpoint-every", "0"];
  const first = await run(
    "attempt1",
    kept,
    crashWhen((said) => said.includes("Clustering into")),
  );
  expect(first.stderr).toContain(CRASHED);
  expect(existsSync(at("kept/.cellscape"))).toBe(true);
  expect(existsSync(at("attempt1/.cellscape"))).toBe(false);
  const second = await run("attempt2", [...kept, "--resume"]);
  expect(second.code, second.stderr).toBe(0);
  expect(second.stderr).toContain("resuming the interrupted run");
  expect(text("attempt2/domains.csv")).toBe(text("whole/domains.csv"));
  expect(existsSync(at("kept/.cellscape"))).toBe(false);
});

test("a file where checkpoints should be kept is named before anything is computed", async () => {
  const { code, stderr } = await run("refused", ["--checkpoints", at("tissue.h5ad")]);
  expect(code).toBe(4);
  expect(stderr).toContain("cannot write: a file of that name is in the way; choose another --checkpoints");
  expect(stderr).not.toContain("Training");
});

test("--no-figures leaves the figures out and changes nothing else", async () => {
  const { code, stdout, stderr } = await run("bare", ["--no-figures"]);
  expect(code, stderr).toBe(0);
  expect(existsSync(at("bare/figures"))).toBe(false);
  expect(stdout).not.toContain("pictures:");
  expect(text("bare/domains.csv")).toBe(text("whole/domains.csv"));
  expect(readFileSync(at("bare/result.h5ad")).equals(readFileSync(at("whole/result.h5ad")))).toBe(true);
  expect(JSON.parse(text("bare/manifest.json")).files).toEqual(["result.h5ad", "domains.csv"]);
});

test("another limit of memory changes no byte of the result, so that a retry with more gives the same file", async () => {
  const { code, stderr } = await run("roomy", ["--memory", "3GB"]);
  expect(code, stderr).toBe(0);
  expect(readFileSync(at("roomy/result.h5ad")).equals(readFileSync(at("whole/result.h5ad")))).toBe(true);
  expect(JSON.parse(text("roomy/manifest.json")).options.memory).toBe("3GB");
});

test("versions --yaml prints what a versions.yml holds", async () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  const { stdout } = await cellscape(["versions", "--yaml"]);
  expect(stdout).toBe(`cellscape: "${version}"\nnode: "${process.versions.node}"\n`);
});
