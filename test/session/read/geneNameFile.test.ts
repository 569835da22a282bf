import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { expectGeneNames, readGeneNames } from "../../../src/session/read/geneNameFile.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-names-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test("tables between tabs or commas, plain or gzipped, with or without titles, give the same symbols", async () => {
  const tabs = "ENSG01\tMBP\tGene Expression\r\nENSG02\tPLP1\tGene Expression\r\n";
  for (const path of [
    file("features.tsv", tabs),
    file("features.tsv.gz", gzipSync(tabs)),
    file("names.csv", '\uFEFFid,symbol\nENSG01,"MBP"\nENSG02,PLP1\nENSG03,\n'),
  ]) {
    const { symbols, from } = await readGeneNames(nodeHost, path);
    expect([symbols.get("ENSG01"), symbols.get("ENSG02"), symbols.has("ENSG03")]).toEqual(["MBP", "PLP1", false]);
    expect(path.endsWith(from)).toBe(true);
  }
});

test("a table without symbols, of other genes, or that is not there is refused by name", async () => {
  await expect(readGeneNames(nodeHost, file("one.tsv", "ENSG01\nENSG02\n"))).rejects.toThrow(
    /lines of identifier and symbol/,
  );
  await expect(readGeneNames(nodeHost, join(folder, "none.tsv"))).rejects.toThrow(
    /--gene-names .*none.tsv.*no such file/,
  );
  const names = await readGeneNames(nodeHost, file("mouse.tsv", "ENSMUSG01\tMbp\n"));
  expect(() => expectGeneNames(names, { name: "brain.h5ad", genes: ["ENSG01", "ENSG02"] })).toThrow(
    /expected identifiers as in brain.h5ad, such as ENSG01, got ENSMUSG01/,
  );
  expect(() => expectGeneNames(names, { name: "brain.h5ad", genes: ["ENSMUSG01.4"] })).not.toThrow();
});
