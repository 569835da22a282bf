import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Column } from "../../src/data/table.ts";
import type { Additions } from "../../src/io/anndata/additions.ts";
import type { UnsValue } from "../../src/io/anndata/elements.ts";
import { readH5ad, readObs } from "../../src/io/anndata/h5ad.ts";
import { writeDataset, writeResult } from "../../src/io/anndata/write.ts";
import { fileSource, fileTarget } from "../../src/io/node/nodeFile.ts";

const python = process.env.CELLSCAPE_PYTHON ?? ".venv/bin/python";
const shared = "../shared/data";
const folder = mkdtempSync(join(tmpdir(), "cellscape-interop-"));
afterAll(() => rmSync(folder, { recursive: true }));

const inputs = [
  ...filesOf("fixtures/h5ad"),
  ...filesOf(`${shared}/formats/h5ad`),
  ...["v0.5.0", "v0.7.0", "v0.7.8", "v0.11.4"].map((v) => `${shared}/formats/anndata_archives/${v}/adata.h5ad`),
  ...filesOf(`${shared}/annotated`),
  ...filesOf(`${shared}/celltypes`),
].filter((path) => existsSync(path));

test("anndata finds all content of the input and all additions in a written result, and scanpy draws it", async () => {
  const jobs: object[] = [];
  for (const [i, input] of inputs.entries()) {
    const cells = await cellsOf(input);
    if (cells === undefined) continue;
    const additions = additionsFor(cells);
    const output = join(folder, `${i}-${basename(input)}`);
    await writeResult(await fileSource(input), fileTarget(output), additions);
    const plot = input.includes("annotated") ? `${output}.png` : null;
    jobs.push({ input, output, ...forJudge(additions), plot });
    // A second result on top of the first replaces the additions of the first.
    const second = { ...additionsFor(cells, 1), var: {} };
    const again = join(folder, `${i}-again-${basename(input)}`);
    await writeResult(await fileSource(output), fileTarget(again), second);
    jobs.push({ input: output, output: again, ...forJudge(second), plot: null });
  }
  expect(jobs.length).toBeGreaterThan(0);
  expect(complaints(jobs)).toEqual([]);
  for (const job of jobs)
    if ("plot" in job && typeof job.plot === "string") expect(statSync(job.plot).size).toBeGreaterThan(1000);
});

test("anndata reads a data set written from scratch as it was", async () => {
  const jobs: object[] = [];
  for (const input of filesOf(`${shared}/annotated`)) {
    const dataset = await readH5ad(await fileSource(input));
    const output = join(folder, `new-${basename(input)}`);
    const obs = Object.fromEntries(dataset.obs.columns);
    const { positions } = dataset;
    await writeDataset(fileTarget(output), dataset, { uns: { simulator: { seed: 1 } } });
    jobs.push({
      input: null,
      output,
      ...forJudge({ obs, obsm: { spatial: positions }, uns: { simulator: { seed: 1 } } }),
    });
  }
  expect(complaints(jobs)).toEqual([]);
});

function complaints(jobs: object[]): string[] {
  const output = execFileSync(python, ["test/interop/h5ad.py"], {
    input: JSON.stringify(jobs),
    maxBuffer: 1 << 28,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "inherit"],
  });
  return JSON.parse(output);
}

/** Undefined for a file that this build refuses to read, such as one that needs a filter plugin. */
async function cellsOf(path: string): Promise<number | undefined> {
  try {
    return (await readObs(await fileSource(path))).rows;
  } catch {
    return undefined;
  }
}

function additionsFor(n: number, turn = 0): Additions {
  const cell = Array.from({ length: n }, (_, i) => i + turn);
  const categories = ["0", "1", "2", "zell-β"].slice(0, 4 - turn);
  const codes = Int32Array.from(cell, (i) => (i % 7 === 6 ? -1 : i % categories.length));
  return {
    obs: {
      cellscape_domain: { kind: "category", codes, categories, ordered: turn === 1 },
      cellscape_confidence: {
        kind: "number",
        values: Float64Array.from(cell, (i) => (i % 5 === 4 ? Number.NaN : 1 / (i + 1))),
      },
      cellscape_single: { kind: "number", values: Float32Array.from(cell, (i) => i / 3) },
      cellscape_count: { kind: "number", values: Int32Array.from(cell) },
      cellscape_flag: { kind: "boolean", values: cell.map((i) => i % 2 === 0) },
      cellscape_maybe: { kind: "boolean", values: cell.map((i) => (i % 3 === 0 ? undefined : i % 2 === 0)) },
      cellscape_text: { kind: "string", values: cell.map((i) => `texte-é-${i}`) },
      cellscape_some_text: { kind: "string", values: cell.map((i) => (i % 4 === 0 ? undefined : `t${i % 3}`)) },
    },
    obsm: {
      X_cellscape: { rows: n, columns: 3, values: Float32Array.from({ length: 3 * n }, (_, i) => i / 7 + turn) },
      X_cellscape_spatial: {
        rows: n,
        columns: 2,
        values: Float64Array.from({ length: 2 * n }, (_, i) => i / 7 + turn),
      },
    },
    uns: {
      cellscape: {
        version: "0.1.0",
        seed: turn,
        rate: 0.1,
        refined: true,
        losses: Float64Array.of(3, 2, 1.5),
        seeds: [1, 2, 3],
        names: ["a", "β"],
        flags: [true, false],
        nothing: [],
        nested: { deeper: { text: "", none: {} } },
      },
      cellscape_domain_colors: categories.map((_, i) => `#00000${i}`),
    },
  };
}

function forJudge({ obs = {}, obsm = {}, uns = {} }: Additions) {
  return {
    obs: Object.fromEntries(Object.entries(obs).map(([name, column]) => [name, columnForJudge(column)])),
    obsm: Object.fromEntries(
      Object.entries(obsm).map(([key, { rows, columns, values }]) => [
        key,
        Array.from({ length: rows }, (_, i) => Array.from(values.subarray(i * columns, (i + 1) * columns))),
      ]),
    ),
    uns: Object.fromEntries(Object.entries(uns).map(([key, value]) => [key, plain(value)])),
  };
}

function columnForJudge(column: Column) {
  if (column.kind === "category") {
    const values = Array.from(column.codes, (code) => column.categories[code] ?? null);
    return { ...column, codes: undefined, values };
  }
  const values = Array.from<unknown>(column.values).map((value) =>
    value === undefined || Number.isNaN(value) ? null : value,
  );
  return { kind: column.kind, values };
}

function plain(value: UnsValue): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value);
  if (typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  const names = readdirSync(path).filter((name) => name.endsWith(".h5ad"));
  return names.sort().map((name) => join(path, name));
}
