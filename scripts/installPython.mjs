/**
 * Puts pinned Python packages into a virtual environment of the clone, for the tests that need them. Ends with code 1, saying
 * why, where Python or a package cannot be had.
 *
 *   node scripts/installPython.mjs interop | workflows
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const folders = { interop: ".venv", workflows: ".venv-workflows" };
const [name] = process.argv.slice(2);
const folder = folders[name];

function end(message) {
  console.error(message);
  process.exit(1);
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0) end(`${name}: \`${command} ${args.join(" ")}\` did not work${error ? `: ${error.message}` : ""}`);
}

if (folder === undefined) end(`installPython: expected one of ${Object.keys(folders).join(", ")}, got ${name}`);
const python = join(folder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
if (!existsSync(python)) run("python3", ["-m", "venv", folder]);
const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
run(python, [...install, "--requirement", `scripts/${name}/requirements.txt`]);
