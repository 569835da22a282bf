// Reading of .h5ad files and zarr stores, here and by anndata, in one run.
//
//   npm run build && node bench/readH5ad.mjs [python] [cells,cells...]
//
// For each file: wall and CPU seconds (all threads) of the first and the second reading in one process, without what is
// imported before; and wall seconds of a whole process that reads it once. The ratio is anndata's time over ours. anndata
// reads all of a file that has nothing but X, obs, var and positions.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [, , python = "python3", sizes = "36000,300000,1000000"] = process.argv;
const folder = process.env.BENCH_FOLDER ?? mkdtempSync(join(tmpdir(), "cellscape-h5ad-"));

/** 300 genes, about 50 counts other than zero a cell. */
const write = `
import os, sys, warnings
warnings.simplefilter("ignore")
import anndata, numpy as np, pandas as pd, scipy.sparse as sp
cells, folder = int(sys.argv[1]), sys.argv[2]
rng = np.random.default_rng(0)
genes, each = 300, 50
columns = np.sort((rng.integers(0, 6, (cells, each)) + np.arange(each) * 6).astype(np.int32), axis=1).ravel()
values = rng.geometric(0.4, cells * each).astype(np.float32)
X = sp.csr_matrix((values, columns, np.arange(0, cells * each + 1, each)), shape=(cells, genes))
def data(X):
    obs = pd.DataFrame({"area": rng.random(len(range(X.shape[0]))), "kind": pd.Categorical(rng.integers(0, 9, X.shape[0]).astype(str))},
                       index=[f"cell_{i}" for i in range(X.shape[0])])
    found = anndata.AnnData(X, obs=obs, var=pd.DataFrame(index=[f"gene{i}" for i in range(X.shape[1])]))
    found.obsm["spatial"] = rng.random((X.shape[0], 2)) * 1000
    return found
sparse = data(X)
sparse.write_h5ad(f"{folder}/{cells}-gzip.h5ad", compression="gzip")
sparse.write_h5ad(f"{folder}/{cells}-plain.h5ad")
sparse.write_zarr(f"{folder}/{cells}-v2.zarr")
anndata.settings.zarr_write_format = 3
sparse.write_zarr(f"{folder}/{cells}-v3.zarr")
if cells <= 100_000:
    data(X.toarray()).write_h5ad(f"{folder}/{cells}-dense-gzip.h5ad", compression="gzip")
    data(X.toarray()).write_h5ad(f"{folder}/{cells}-dense-plain.h5ad")
`;
const here = `
import { readDataset } from ${JSON.stringify(new URL("../dist/src/entries/io.js", import.meta.url).href)};
import { inputAt } from ${JSON.stringify(new URL("../dist/src/entries/node.js", import.meta.url).href)};
const times = [];
for (let k = 0; k < Number(process.argv[2]); k++) {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  const { counts } = await readDataset(await inputAt(process.argv[1]));
  const { user, system } = process.cpuUsage(cpu);
  times.push((performance.now() - wall) / 1e3, (user + system) / 1e6);
}
console.log(JSON.stringify({ times, memory: process.resourceUsage().maxRSS / 1024 }));
`;
const there = `
import json, resource, sys, time, warnings
warnings.simplefilter("ignore")
import anndata
def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
times = []
for k in range(int(sys.argv[2])):
    wall, before = time.perf_counter(), cpu()
    data = (anndata.read_zarr if sys.argv[1].endswith(".zarr") else anndata.read_h5ad)(sys.argv[1])
    times += [time.perf_counter() - wall, cpu() - before]
    del data
print(json.dumps({"times": times, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
`;

/** Wall and CPU seconds of two readings, wall seconds of a process with one, and megabytes. */
function timed(program, args) {
  const run = (times) =>
    JSON.parse(execFileSync(program, [...args, times], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  const start = performance.now();
  const { memory } = run("1");
  return { whole: (performance.now() - start) / 1e3, times: run("2").times, memory };
}

try {
  console.log("file\treading\tcellscape s (CPU)\tanndata s (CPU)\tratio (CPU)");
  for (const cells of sizes.split(",")) {
    if (!existsSync(join(folder, `${cells}-gzip.h5ad`))) execFileSync(python, ["-c", write, cells, folder]);
    const kinds = ["gzip.h5ad", "plain.h5ad", "dense-gzip.h5ad", "dense-plain.h5ad", "v2.zarr", "v3.zarr"];
    for (const name of kinds.map((kind) => `${cells}-${kind}`)) {
      const path = join(folder, name);
      if (!existsSync(path)) continue;
      const ours = timed(process.execPath, ["--input-type=module", "-e", here, path]);
      const theirs = timed(python, ["-c", there, path]);
      for (const [at, reading] of ["first", "second"].entries()) {
        const [a, b] = [ours, theirs].map(({ times }) => times.slice(2 * at, 2 * at + 2));
        const shown = [a, b].map(([wall, cpu]) => `${wall.toFixed(2)} (${cpu.toFixed(2)})`);
        console.log([name, reading, ...shown, `${(b[0] / a[0]).toFixed(2)} (${(b[1] / a[1]).toFixed(2)})`].join("\t"));
      }
      const memory = [ours, theirs].map(({ whole, memory }) => `${whole.toFixed(2)} s ${memory.toFixed(0)} MB`);
      console.log([name, "process", ...memory, (theirs.whole / ours.whole).toFixed(2)].join("\t"));
    }
  }
} finally {
  if (process.env.BENCH_FOLDER === undefined) rmSync(folder, { recursive: true });
}
