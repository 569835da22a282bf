import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import { version } from "../src/core/version.ts";

/** Files that state the version. */
const files = [
  "package.json",
  "package-lock.json",
  "CITATION.cff",
  "CHANGELOG.md",
  "src/core/version.ts",
  "python/src/cellscape/version.py",
  ...execFileSync("git", ["grep", "--name-only", "-I", "-F", version, "workflows"], { encoding: "utf8" })
    .trim()
    .split("\n"),
];
const folder = mkdtempSync(join(tmpdir(), "cellscape-release-"));
afterAll(() => rmSync(folder, { recursive: true }));

const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();
const read = (file: string) => readFileSync(join(folder, file), "utf8");

function release(...args: readonly string[]) {
  const script = resolve("scripts/release.mjs");
  return spawnSync(process.execPath, [script, ...args, "--date", "2030-01-02"], { cwd: folder, encoding: "utf8" });
}

beforeEach(() => {
  rmSync(folder, { recursive: true });
  for (const file of files) cpSync(file, join(folder, file), { recursive: true });
  const changelog = `# Changelog\n\n## 9.8.7 (unreleased)\n\n- One change.\n\n## 0.0.1 (2020-01-01)\n\n- The first.\n`;
  writeFileSync(join(folder, "CHANGELOG.md"), changelog);
  git("init", "--quiet");
  git("config", "user.name", "a");
  git("config", "user.email", "a@example.org");
  git("config", "commit.gpgsign", "false");
  git("add", "--all");
  git("commit", "--quiet", "--message", "before");
});

test("a dry run names the files of a release and changes nothing", () => {
  const { status, stdout } = release("9.8.7", "--dry-run");
  expect(status).toBe(0);
  for (const file of files) expect(stdout).toContain(`  ${file}\n`);
  expect(stdout).toContain("1 change\n");
  expect(git("status", "--porcelain")).toBe("");
  expect(git("tag")).toBe("");
});

test("a release states its version everywhere, dates its section, and is a commit with a tag", () => {
  expect(release("9.8.7").status).toBe(0);
  const lock = JSON.parse(read("package-lock.json"));
  expect([JSON.parse(read("package.json")).version, lock.version, lock.packages[""].version]).toEqual(
    Array(3).fill("9.8.7"),
  );
  expect(lock.packages["node_modules/zod"].version).not.toBe("9.8.7");
  expect(read("src/core/version.ts")).toContain('version = "9.8.7"');
  expect(read("python/src/cellscape/version.py")).toContain('__version__ = "9.8.7"');
  expect(parse(read("CITATION.cff"))).toMatchObject({ version: "9.8.7", "date-released": "2030-01-02" });
  expect(read("CHANGELOG.md")).toContain("## 9.8.7 (2030-01-02)\n\n- One change.");
  expect(git("log", "-1", "--format=%s")).toBe("Release 9.8.7");
  expect(git("tag", "--points-at", "HEAD")).toBe("v9.8.7");
  expect(git("status", "--porcelain")).toBe("");
  const stale = files.filter((file) => file !== "package-lock.json" && read(file).includes(version));
  expect(stale).toEqual([]);
});

test.each([
  ["a text that is no version", ["next"], "expected a version such as 0.2.0"],
  ["an earlier version", ["0.0.0"], "expected a version after"],
  ["a version without a section of the changelog", ["9.9.0"], 'expected a section "## 9.9.0 (unreleased)"'],
])("%s is refused and nothing is written", (_, args, message) => {
  const { status, stderr } = release(...args);
  expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
  expect(git("status", "--porcelain")).toBe("");
});

test("changes that are not committed are refused", () => {
  writeFileSync(join(folder, "CHANGELOG.md"), "edited");
  expect(release("9.8.7").stderr).toContain("clean working tree");
});

test("package, library, Python package, workflows and citation state one version", () => {
  expect(JSON.parse(readFileSync("package.json", "utf8")).version).toBe(version);
  expect(readFileSync("python/src/cellscape/version.py", "utf8")).toContain(`__version__ = "${version}"`);
  expect(parse(readFileSync("CITATION.cff", "utf8")).version).toBe(version);
  expect(files.filter((file) => !readFileSync(file, "utf8").includes(version))).toEqual([]);
  expect(readFileSync("python/LICENSE", "utf8")).toBe(readFileSync("LICENSE", "utf8"));
});
