import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { createTask } from "../../../src/core/task.ts";
import { watchedSource } from "../../../src/io/bytes/watchedSource.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";
import { inputAt } from "../../../src/io/node/nodeFolder.ts";
import { openDataset } from "../../../src/io/open.ts";
import { recordedTask } from "../../recordedTask.ts";

const [n, p] = [6000, 80];
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cellscape-told-"));
  const rng = createRandom(1);
  const counts = Array.from({ length: n }, () => Array.from({ length: p }, () => rng.integer(4)));
  const places = counts.map((_, i) => `${(i % 80) + rng.uniform()},${Math.floor(i / 80) + rng.uniform()}`);
  const genes = Array.from({ length: p }, (_, u) => `gene${u}`);
  const lines = counts.map((row, i) => `cell${i},${places[i]},${row.join(",")}`);
  const table = `${["cell", "x", "y", ...genes].join(",")}\n${lines.join("\n")}\n`;
  writeFileSync(join(folder, "plain.csv"), table);
  writeFileSync(join(folder, "packed.csv.gz"), gzipSync(table));
  const seen = counts.flatMap((row, i) =>
    row.flatMap((value, u) => (value > 0 ? [`gene${u},${places[i]},cell${i}`] : [])),
  );
  writeFileSync(join(folder, "transcripts.csv"), `gene,x,y,cell_id\n${seen.join("\n")}\n`);
  const entries = counts.flatMap((row, i) =>
    row.flatMap((value, u) => (value > 0 ? [`${u + 1} ${i + 1} ${value}`] : [])),
  );
  mkdirSync(join(folder, "tenx", "spatial"), { recursive: true });
  const header = `%%MatrixMarket matrix coordinate integer general\n${p} ${n} ${entries.length}\n`;
  writeFileSync(join(folder, "tenx", "matrix.mtx.gz"), gzipSync(`${header}${entries.join("\n")}\n`));
  writeFileSync(
    join(folder, "tenx", "features.tsv"),
    genes.map((gene) => `${gene}\t${gene}\tGene Expression\n`).join(""),
  );
  writeFileSync(join(folder, "tenx", "barcodes.tsv"), counts.map((_, i) => `cell${i}\n`).join(""));
  const positions = places.map((place, i) => `cell${i},${place}`);
  writeFileSync(join(folder, "positions.csv"), `barcode,x,y\n${positions.join("\n")}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const inputs = [
  ["plain.csv", "csv"],
  ["packed.csv.gz", "csv"],
  ["transcripts.csv", "transcripts"],
  ["tenx", "10x-mtx"],
] as const;

async function opened(name: string) {
  const positionsFile = name === "tenx" ? { positionsFile: await fileSource(join(folder, "positions.csv")) } : {};
  return { dataset: await openDataset(await inputAt(join(folder, name))), options: positionsFile };
}

describe.each(inputs)("reading %s", (name, format) => {
  test("reports shares that rise to 1", async () => {
    const { dataset, options } = await opened(name);
    expect(dataset.format).toBe(format);
    const { task, shares: reported } = recordedTask();
    const read = await dataset.read(options, task);
    const shares = reported();
    expect(read.cells).toHaveLength(n);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(shares.filter((share) => share > 0 && share < 1).length).toBeGreaterThan(0);
    expect(await dataset.read(options)).toEqual(read);
  });

  test("stops when asked to", async () => {
    const { dataset, options } = await opened(name);
    const stop = new AbortController();
    const task = createTask("read", { report: () => stop.abort(), signal: stop.signal });
    const stopped = dataset.read(options, task);
    await expect(stopped).rejects.toMatchObject({ code: "cancelled" });
  });
});

test("a packed file reports the same without the platform's own gunzip", async () => {
  const { gunzip: _, ...source } = await fileSource(join(folder, "packed.csv.gz"));
  const { task, shares } = recordedTask();
  await (await openDataset(watchedSource(source, task))).read();
  expect(shares().at(-1)).toBe(1);
});
