/**
 * Every file and folder below a folder: what `cellscape inspect` says, and whether the command that it prints works.
 *
 * Run, from the root of the repository, after `npm run build`: node bench/formats.mjs FOLDER...
 *
 * The command is run as printed, with `--method smooth --domains 3` so that it is quick and with an --out that is thrown
 * away. Where it says that positions are wanting (--positions FILE) they are given: the first embedding, or made
 * up beside the barcodes. Prints a line a path: read, refused (with the reason) or fault, and ends with exit code 1 when
 * there is a fault; a refusal is a fault when inspect had printed a command without a word of warning.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import h5wasm from "h5wasm/node";

const MAIN = resolve("dist/cli/main.js");
const REFUSED = 2;
/** Fixtures have few cells: what three domains and six neighbours want is not the fault of their format. */
const TOO_SMALL = /expected more (cells )?than/;
await h5wasm.ready;
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
  const command = withPositions(printed.slice("run: ".length), path, inspected.stdout);
  const ran = shell(`${command} --method smooth --domains 3 --out ${mkdtempSync(join(out, "run-"))}`);
  const warned = /^warning: /m.test(inspected.stdout) || TOO_SMALL.test(ran.stderr);
  report(path, what, ran.status === REFUSED && !warned ? { ...ran, status: -1 } : ran);
}

/** The command with what it says is missing. */
function withPositions(command, path, inspection) {
  if (!command.includes("--positions FILE")) return command;
  const [, key] = /^obsm: (\w+)/m.exec(inspection) ?? [];
  if (key !== undefined && key !== "none") return command.replace("FILE", `obsm/${key}`);
  const names = barcodes(path);
  if (names === undefined) return command;
  const table = join(out, "positions.csv");
  writeFileSync(
    table,
    `barcode,x,y\n${names.map((name, i) => `${name},${i % 50},${Math.floor(i / 50)}`).join("\n")}\n`,
  );
  return command.replace("FILE", table);
}

/** Barcodes of a 10x matrix, by the HDF5 library or from the file beside it. */
function barcodes(path) {
  if (path.endsWith(".h5")) {
    const file = new h5wasm.File(path, "r");
    const group = file.keys().includes("matrix") ? "matrix" : file.keys()[0];
    const names = file.get(`${group}/barcodes`).value;
    file.close();
    return names;
  }
  const folder = statSync(path).isDirectory() ? path : dirname(path);
  const name = readdirSync(folder).find((each) => each.startsWith("barcodes.tsv"));
  if (name === undefined) return undefined;
  const bytes = readFileSync(join(folder, name));
  return (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString().trim().split("\n");
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
