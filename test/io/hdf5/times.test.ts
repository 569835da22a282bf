import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import type { Additions } from "../../../src/io/anndata/additions.ts";
import { readH5ad } from "../../../src/io/anndata/h5ad.ts";
import { writeDataset, writeResult } from "../../../src/io/anndata/write.ts";
import { fileSource, fileTarget } from "../../../src/io/node/nodeFile.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-times-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.useRealTimers();
});

/** The bytes of a file that was written on that day. */
async function writtenOn(day: string, write: (path: string) => Promise<void>): Promise<Buffer> {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(day) });
  const path = join(folder, `${day}.h5ad`);
  await write(path);
  return readFileSync(path);
}

test.each(["plain", "userblock", "latest", "records"])("%s: the day of writing leaves no trace", async (name) => {
  const input = await fileSource(`fixtures/h5ad/${name}.h5ad`);
  const dataset = await readH5ad(input);
  const n = dataset.cells.length;
  const additions: Additions = {
    obs: { new: { kind: "number", values: Float64Array.from({ length: n }, (_, i) => i) } },
    // A name so long that its dataset's header goes on elsewhere in the file.
    uns: { list: ["a", "b"], inner: { ["x".repeat(300)]: 1 } },
  };
  for (const write of [
    (path: string) => writeResult(input, fileTarget(path), additions),
    (path: string) => writeDataset(fileTarget(path), dataset, additions),
  ]) {
    const one = await writtenOn("2001-01-01", write);
    const two = await writtenOn("2022-02-02", write);
    expect(two.equals(one)).toBe(true);
  }
});
