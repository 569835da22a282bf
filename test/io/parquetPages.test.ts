import { expect, test } from "vitest";
import { CellScapeError } from "../../src/errors.ts";
import { readParquetTable } from "../../src/io/parquetTable.ts";
import { memoryFile } from "./fuzz/memoryFiles.ts";
import { positionsParquet, smallTenx, tissuePositions } from "./tenxFiles.ts";

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
