import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { blobSource } from "../../src/io/browser/blobSource.ts";
import { openDataset } from "../../src/io/open.ts";
import type { FileReader } from "../../src/io/reader.ts";
import { readers } from "../../src/io/readers.ts";
import { registeredReaders, registerReader } from "../../src/io/registry.ts";
import { cellscape } from "../cli/command.ts";
import { expectContract } from "../contract/readerContract.ts";
import { toy, toyText } from "./toyReader.ts";

const removers: (() => void)[] = [];
const register = (reader: FileReader) => removers.push(registerReader(reader));
afterEach(() => {
  for (const remove of removers.splice(0)) remove();
});

const fileOf = (content: string, name = "tissue.toy") => blobSource(new Blob([content]), name);

test("a registered reader reads its format through openDataset, and no longer once it is removed", async () => {
  const content = "#toy counts\na 0.5 1 3 0\nb 2 4 0 5\n";
  register(toy);
  const dataset = await expectContract(fileOf(content));
  expect(dataset.cells).toEqual(["a", "b"]);
  expect(dataset.genes).toEqual(["gene0", "gene1"]);
  expect([...dataset.positions.values]).toEqual([0.5, 1, 2, 4]);
  expect([...dataset.counts.starts, ...dataset.counts.indices, ...dataset.counts.values]).toEqual([
    0, 1, 2, 0, 1, 3, 5,
  ]);
  removers.pop()?.();
  expect(registeredReaders()).toEqual([...readers].sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0)));
  await expect(openDataset(fileOf(content))).rejects.toMatchObject({ code: "unsupported" });
});

test("an unknown file is refused with the formats of registered readers among those that could be read", async () => {
  register(toy);
  await expect(openDataset(fileOf("?", "notes"))).rejects.toThrow(/expected one of: .*toy counts \(\.toy\)/);
});

test("a second reader of a format is refused, be it of the program or built in", () => {
  register(toy);
  expect(() => registerReader(toy)).toThrow(/expected a new format, got toy/);
  expect(() => registerReader({ ...toy, format: "h5ad" })).toThrow(/expected a new format, got h5ad/);
});

test("of one rank the latest registered is tried first, and a higher rank comes after what is built in", async () => {
  const anyText = (format: string, rank?: number): FileReader => ({
    ...toy,
    ...(rank === undefined ? {} : { rank }),
    format,
    matches: async () => true,
  });
  const table = fileOf("x,y,A,B,C\n1,2,3,4,5\n2,3,0,1,2\n", "table.csv");
  register(anyText("last", 9));
  expect((await openDataset(table)).format).toBe("csv");
  expect((await openDataset(fileOf("?", "notes"))).format).toBe("last");
  register(anyText("first"));
  register(anyText("latest"));
  expect((await openDataset(table)).format).toBe("latest");
});

test("a run reads a registered format like any other", async () => {
  const folder = mkdtempSync(join(tmpdir(), "toy-"));
  try {
    register(toy);
    const path = join(folder, "tissue.toy");
    writeFileSync(path, toyText(12, 24));
    const out = join(folder, "out");
    const outcome = await cellscape(["run", path, "--out", out, "--method", "smooth", "--domains", "2"]);
    expect(outcome).toMatchObject({ code: 0 });
    const [header, ...rows] = readFileSync(join(out, "domains.csv"), "utf8").trim().split("\n");
    const column = header.split(",").indexOf("domain");
    const domains = rows.map((row) => row.split(",")[column]);
    expect(rows).toHaveLength(144);
    // Away from the border the two halves are the two domains.
    const left = new Set(domains.filter((_, i) => i % 12 < 4));
    const right = new Set(domains.filter((_, i) => i % 12 > 7));
    expect([left.size, right.size]).toEqual([1, 1]);
    expect([...left]).not.toEqual([...right]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
