import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import type { StoredSparse, UnsValue } from "../../../src/io/anndata/elements.ts";
import { readFields } from "../../../src/io/anndata/records.ts";
import { readTable } from "../../../src/io/anndata/table.ts";
import { writeDataset, writeResult } from "../../../src/io/anndata/write.ts";
import { withHdf5 } from "../../../src/io/hdf5/hdf5.ts";
import { fileSource, fileTarget } from "../../../src/io/node/nodeFile.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-kinds-"));
afterAll(() => rmSync(folder, { recursive: true }));

const n = 40;
const tissue = simulateTissue({ cells: n, genes: 8, domains: 2 }, createRandom(1));
const input = join(folder, "tissue.h5ad");
await writeDataset(fileTarget(input), tissue);

function ring(value: number): StoredSparse {
  const starts = Uint32Array.from({ length: n + 1 }, (_, i) => i);
  const indices = Uint32Array.from({ length: n }, (_, i) => (i + 1) % n);
  return { rows: n, columns: n, starts, indices, values: new Float64Array(n).fill(value) };
}

const markers: UnsValue = {
  names: {
    fields: new Map([
      ["1", ["Mbp", "Plp1"]],
      ["two words", ["Grün", "x"]],
    ]),
  },
  scores: {
    fields: new Map([
      ["1", Float32Array.of(2, 1)],
      ["two words", Float32Array.of(0.5, Number.NaN)],
    ]),
  },
  pts: { names: ["Mbp", "Plp1"], columns: new Map([["1", { kind: "number", values: Float64Array.of(1, 0.5) }]]) },
  zscore: { rows: 2, columns: 2, values: Float64Array.of(1, 2, 3, 4) },
};

test("records, tables, matrices and cell graphs come back as they were, in place of those of the same name", async () => {
  const first = join(folder, "first.h5ad");
  const second = join(folder, "second.h5ad");
  await writeResult(await fileSource(input), fileTarget(first), {
    obsp: { near: ring(1), far: ring(9) },
    uns: { markers },
  });
  await writeResult(await fileSource(first), fileTarget(second), { obsp: { near: ring(2) } });
  withHdf5(await (await fileSource(second)).mount(), (file) => {
    const names = readFields(file, "uns/markers/names");
    // anndata takes bytes of one length for ASCII.
    expect(names.map(({ name, values }) => [name, values])).toEqual([
      ["1", ["Mbp", "Plp1"]],
      ["two words", ["Gr?n", "x"]],
    ]);
    const [, scores] = readFields(file, "uns/markers/scores");
    expect(scores).toMatchObject({ type: "float", size: 4, values: [0.5, Number.NaN] });
    const table = readTable(file, "uns/markers/pts");
    expect(table.names).toEqual(["Mbp", "Plp1"]);
    expect(table.table.columns.get("1")).toEqual({ kind: "number", values: Float64Array.of(1, 0.5) });
    expect(file.info("uns/markers/zscore").shape).toEqual([2, 2]);
    expect(file.keys("obsp").sort()).toEqual(["far", "near"]);
    expect(file.numbers("obsp/near/data")[0]).toBe(2);
    expect(file.numbers("obsp/far/data")[0]).toBe(9);
    expect(file.text("obsp/near", "encoding-type")).toBe("csr_matrix");
  });
});

test("a cell graph of another size than the file is refused", async () => {
  const wrong = { ...ring(1), rows: n - 1 };
  const written = writeResult(await fileSource(input), fileTarget(join(folder, "no.h5ad")), { obsp: { wrong } });
  await expect(written).rejects.toThrow("obsp/wrong: expected [cells=40, cells=40], got [39, 40]");
});
