/**
 * Every file and folder below a folder: what `cellscape inspect` says, and whether the command that it prints works.
 *
 * Run, from the root of the repository, after `npm run build`: node bench/formats.mjs FOLDER...
 *
 * The command is run as printed, with `--method smooth --domains 3` so that it is quick and with an --out that is thrown
 * away. Prints a line a path: read, refused (with the reason) or fault, and ends with exit code 1 when there is a fault.
 * A command that inspect printed without a warning and that is then refused is a fault, too.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const MAIN = resolve("dist/cli/main.js");
const REFUSED = 2;
const out = mkdtempSync(join(tmpdir(), "cellscape-formats-"));
const totals = { read: 0, refused: 0, fault: 0 };

process.on("exit", () => rmSync(out, { recursive: true, force: true }));
for (const folder of process.argv.slice(2)) for (const path of [folder, ...below(folder)]) look(path);
console.log(
  Object.entries(totals)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(", "),
);
process.exitCode = totals.fault > 0 ? 1 : 0;

/** Paths below a folder; what lies inside a zarr store belongs to the store. */
function* below(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const isFolder = statSync(path).isDirectory();
    yield path;
    if (isFolder && !name.endsWith(".zarr")) yield* below(path);
  }
}

function look(path) {
  const inspected = cellscape(["inspect", path]);
  const what = inspected.stdout.split("\n")[0].replace(`${path}: `, "");
  if (inspected.status !== 0) return report(path, "inspect", inspected);
  const printed = inspected.stdout.split("\n").findLast((line) => line.startsWith("run: "));
  if (printed === undefined) return report(path, what, { status: -1, stderr: "no command" });
  const ran = shell(
    `${printed.slice("run: ".length)} --method smooth --domains 3 --out ${mkdtempSync(join(out, "run-"))}`,
  );
  const warned = /^warning: /m.test(inspected.stdout);
  report(path, what, ran.status === REFUSED && !warned ? { ...ran, status: -1 } : ran);
}

function report(path, what, { status, stderr }) {
  const kind = status === 0 ? "read" : status === REFUSED ? "refused" : "fault";
  totals[kind]++;
  const why = kind === "read" ? "" : stderr.trim().split("\n").slice(-3).join(" ");
  console.log([kind, path, what, why].join("\t"));
}

function cellscape(args) {
  return spawnSync(process.execPath, [MAIN, ...args], { encoding: "utf8" });
}

/** A printed command, as a shell reads it. */
function shell(command) {
  const program = `cellscape() { '${process.execPath}' '${MAIN}' "$@"; }`;
  return spawnSync("bash", ["-c", `${program}\n${command}`], { encoding: "utf8", cwd: process.cwd() });
}
