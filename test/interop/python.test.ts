import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { simulateFile } from "../../src/entries/node.ts";

const python = resolve(process.env.CELLSCAPE_PYTHON ?? ".venv/bin/python");
const folder = mkdtempSync(join(tmpdir(), "cellscape-python-"));
const installed = join(folder, "installed");
const program = resolve("dist/cli/main.js");
afterAll(() => rmSync(folder, { recursive: true }));

function pip(...args: readonly string[]): void {
  execFileSync(python, ["-m", "pip", ...args, "--quiet", "--disable-pip-version-check"], { stdio: "pipe" });
}

/** The wheel as users get it, installed beside the judges' packages. */
beforeAll(async () => {
  pip("wheel", "./python", "--no-build-isolation", "--no-deps", "--wheel-dir", folder);
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  pip("install", join(folder, `cellscape-${version}-py3-none-any.whl`), "--no-deps", "--target", installed);
  await simulateFile(join(folder, "tissue.h5ad"), { cells: 400, genes: 40, domains: 3, seed: 5 });
});

test("the installed wheel adds what the program finds to an AnnData and leaves the caller's entries", () => {
  const output = execFileSync(python, ["test/interop/python.py"], {
    input: JSON.stringify({ folder, node: process.execPath, program }),
    env: { ...process.env, PYTHONPATH: installed },
  });
  expect(JSON.parse(output.toString().trimEnd().split("\n").at(-1) ?? "")).toEqual([]);
});

test("the types of the Python package hold", () => {
  const args = ["-m", "mypy", "--cache-dir", join(folder, "mypy"), "--no-error-summary"];
  expect(execFileSync(python, args, { cwd: "python" }).toString()).toBe("");
});
