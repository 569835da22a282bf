import { expect, test } from "vitest";
import { CellScapeError } from "../../../src/core/errors.ts";
import { soundPages } from "../../../src/io/parquet/pages.ts";
import { readParquetTable } from "../../../src/io/parquet/table.ts";
import { memoryFile } from "../fuzz/memoryFiles.ts";
import { positionsParquet, smallTenx, tissuePositions } from "../tenxFiles.ts";

const tenx = smallTenx();
const rows = tissuePositions(tenx).length;
const table = (bytes: Uint8Array) =>
  readParquetTable(memoryFile("spatial", new Map([["a.parquet", bytes]]), "a.parquet"));

test("a sound table is read as without a check of its pages", async () => {
  const { columns } = await table(positionsParquet(tenx));
  expect([...columns.keys()].length).toBe(6);
  expect(columns.get("barcode")).toEqual({ kind: "string", values: tissuePositions(tenx).map(([name]) => name) });
});

test("a run of more values than its page has is refused before it is unpacked", async () => {
  const bytes = positionsParquet(tenx);
  // A column without missing values has one run of ones before its values: twice the number of rows, then 1.
  const runs = [...bytes.keys()].filter((at) => bytes[at] === 2 * rows && bytes[at + 1] === 1);
  expect(runs.length).toBeGreaterThan(0);
  const messages: string[] = [];
  for (const at of runs) {
    const error: unknown = await table(bytes.with(at, 126)).catch((thrown: unknown) => thrown);
    if (error instanceof CellScapeError) messages.push(error.message);
  }
  const expected = `spatial/a.parquet: expected a readable parquet table, got a run of 63 in a page of ${rows} values`;
  expect(messages).toContain(expected);
});

test("a page whose header keeps silent about the length of its levels is refused", async () => {
  const bytes = positionsParquet(tenx);
  // The last fields of such a header: 2 bytes of definition levels, none of repetition levels; then a 0 ends it too early.
  const fields = Buffer.from([0x15, 4, 0x15, 0]);
  const messages: string[] = [];
  for (let at = Buffer.from(bytes).indexOf(fields); at >= 0; at = Buffer.from(bytes).indexOf(fields, at + 1)) {
    const error: unknown = await table(bytes.with(at + 2, 0)).catch((thrown: unknown) => thrown);
    if (error instanceof CellScapeError) messages.push(error.message);
  }
  const expected = `expected a readable parquet table, got a page of ${rows} values with sizes 0, ${rows}, , 2`;
  expect(messages).toContain(`spatial/a.parquet: ${expected}`);
});

test("a part that nobody waits for may fail without ending the process", async () => {
  const file = { byteLength: 8, slice: () => Promise.reject(new Error("cut short")) };
  const checked = soundPages(file, { version: 1, schema: [], num_rows: 0n, row_groups: [], metadata_length: 0 });
  // A rejection without a handler would end this test run with an error.
  checked.slice(0, 4);
  await new Promise((resolve) => setImmediate(resolve));
  await expect(checked.slice(0, 4)).rejects.toThrow("cut short");
});
