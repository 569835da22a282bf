// Puts the pinned workflow engines into .venv-workflows. Ends with code 1, saying why, where Python or a package cannot be had.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const folder = ".venv-workflows";
const python = join(folder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");

function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: "inherit" });
  if (status === 0) return;
  console.error(`workflows: \`${command} ${args.join(" ")}\` did not work${error ? `: ${error.message}` : ""}`);
  process.exit(1);
}

if (!existsSync(python)) run("python3", ["-m", "venv", folder]);
run(python, [
  "-m",
  "pip",
  "install",
  "--quiet",
  "--disable-pip-version-check",
  "-r",
  "scripts/workflows/requirements.txt",
]);
