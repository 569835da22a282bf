// Reading of a 10x folder of text (matrix.mtx.gz with 5 million counts), here and by scanpy, in one run.
//
//   npm run build && node bench/readMtx.mjs [python]
//
// Prints CPU seconds (user and system, all threads) and peak memory of each; scanpy's time begins after its imports.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const [CELLS, GENES, SHARE] = [8000, 20_000, 32];
const [, , python = "python3"] = process.argv;
const folder = mkdtempSync(join(tmpdir(), "cellscape-mtx-"));

/** Each cell has every 32nd gene, from another one on, with counts from 1 to 9. */
function write() {
  const lines = [];
  for (let j = 0; j < CELLS; j++) {
    for (let u = (j * 7) % SHARE; u < GENES; u += SHARE) lines.push(`${u + 1} ${j + 1} ${1 + ((u * j) % 9)}`);
  }
  const head = `%%MatrixMarket matrix coordinate integer general\n%\n${GENES} ${CELLS} ${lines.length}\n`;
  writeFileSync(join(folder, "matrix.mtx.gz"), gzipSync(`${head}${lines.join("\n")}\n`));
  const genes = Array.from({ length: GENES }, (_, u) => `ENSG${u}\tG${u}\tGene Expression\n`);
  writeFileSync(join(folder, "features.tsv.gz"), gzipSync(genes.join("")));
  const cells = Array.from({ length: CELLS }, (_, j) => `C${j}-1`);
  writeFileSync(join(folder, "barcodes.tsv.gz"), gzipSync(`${cells.join("\n")}\n`));
  const places = cells.map((name, j) => `${name},${j % 90},${Math.floor(j / 90)}`);
  writeFileSync(join(folder, "places.csv"), `barcode,x,y\n${places.join("\n")}\n`);
}

const here = `
import { readDataset } from ${JSON.stringify(new URL("../dist/src/entries/io.js", import.meta.url).href)};
import { fileSource, inputAt } from ${JSON.stringify(new URL("../dist/src/entries/node.js", import.meta.url).href)};
const before = process.cpuUsage();
const positionsFile = await fileSource(process.argv[1] + "/places.csv");
const { counts } = await readDataset(await inputAt(process.argv[1]), { positionsFile });
const { user, system } = process.cpuUsage(before);
console.log(counts.values.length, (user + system) / 1e6, process.resourceUsage().maxRSS / 1024);
`;
const there = (call) => `
import resource, sys, warnings
warnings.simplefilter("ignore")
import scanpy as sc
def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
before = cpu()
data = sc.${call}
print(data.X.nnz, cpu() - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
`;

try {
  write();
  const runs = [
    ["cellscape", process.execPath, ["--input-type=module", "-e", here, folder]],
    ["scanpy.read_10x_mtx", python, ["-c", there("read_10x_mtx(sys.argv[1])"), folder]],
    ["scanpy.read_mtx", python, ["-c", there('read_mtx(sys.argv[1] + "/matrix.mtx.gz")'), folder]],
  ];
  for (const [name, program, args] of runs) {
    const printed = execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const [counts, seconds, megabytes] = printed.trim().split(" ").map(Number);
    console.log(`${name.padEnd(20)} ${counts} counts  ${seconds.toFixed(2)} CPU s  ${megabytes.toFixed(0)} MB`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
