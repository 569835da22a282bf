import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { blobSource } from "../../src/io/browser/blobSource.ts";
import { foreignName } from "../../src/io/foreign.ts";

const nameOf = (bytes: Uint8Array<ArrayBuffer>) =>
  foreignName(blobSource(new Blob([bytes]), "a"), bytes.subarray(0, 512));
const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test.each([
  ["PK\x03\x04", "a zip archive of something else"],
  ["PAR1", "a parquet table"],
  ["BZh9", "a bzip2 archive"],
  ["\x28\xb5\x2f\xfd", "a zstd archive"],
  ['{"a": 1}', "JSON text"],
  ["%%MatrixMarket matrix array real general\n", "a Matrix Market file"],
  ["II*\x00", "a TIFF image"],
  ["MM\x00*", "a TIFF image"],
  ["\x89PNG\r\n", "a PNG image"],
  ["\xff\xd8\xff\xe0", "a JPEG image"],
  ["%PDF-1.7", "a PDF document"],
  ["plain words\nand more\n", "a text file"],
  ["sample,path,condition\nA,a.h5ad,x\n", "a sheet of samples; give it with --samples"],
  ["\x00\x01\x02", "a file of unknown kind"],
])("%j is named %s", async (content, name) => {
  expect(await nameOf(ascii(content))).toBe(name);
});

test("objects of R are named with the way out, packed or not", async () => {
  for (const content of ["X\n\x00\x00", "A\n2\n", "RDX3\nX\n"]) {
    expect(await nameOf(ascii(content))).toMatch(/^an object of R; write it as \.h5ad in R/);
    expect(await nameOf(new Uint8Array(gzipSync(ascii(content))))).toMatch(/^an object of R/);
  }
});

test("the table that a run writes is named with the way out", async () => {
  const table = "cell,x,y,domain,domain_raw,probability,confidence\na,1,2,1,1,1,1\n";
  expect(await nameOf(ascii(table))).toMatch(
    /^the domains of an earlier run; give the input of that run, or its result/,
  );
});

test("a gzip file is named by what is packed in it", async () => {
  expect(await nameOf(new Uint8Array(gzipSync(ascii("%PDF-1.7"))))).toBe("a gzip archive of a PDF document");
  expect(await nameOf(new Uint8Array(gzipSync(new Uint8Array(0))))).toBe("a gzip archive of nothing");
});
