import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { simulateFile } from "../../../src/session/simulateFile.ts";
import { marks } from "../../../src/session/singlePage/pageParts.ts";
import { writeSinglePage } from "../../../src/session/singlePage/singlePage.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-single-"));
const tissue = join(folder, `it's a "tissue".h5ad`);
const out = join(folder, "map.html");
const template = `<head>${marks.about}<script>1</script>${marks.file}</body>`;
beforeAll(() => simulateFile(nodeHost, tissue, { cells: 120, genes: 20, domains: 2, seed: 0 }));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (path: string, more: { readonly out?: string; readonly most?: number } = {}) =>
  writeSinglePage(nodeHost, { path, out, template, ...more });

test("the page holds every byte of the file, and its name as no text", async () => {
  const size = await write(tissue);
  const page = readFileSync(out, "utf8");
  expect(size).toBe(readFileSync(out).length);
  const part = (name: string) =>
    Array.from(page.matchAll(new RegExp(`data-part="${name}">([^<]*)<`, "g")), ([, text]) =>
      Buffer.from(text, "base64"),
    );
  expect(gunzipSync(Buffer.concat(part("file"))).equals(readFileSync(tissue))).toBe(true);
  expect(JSON.parse(Buffer.concat(part("about")).toString())).toEqual({
    name: `it's a "tissue".h5ad`,
    size: readFileSync(tissue).length,
  });
  expect(page).not.toContain("it's");
});

test("what is no .h5ad, is not there or is too large is refused in words, and nothing is left behind", async () => {
  rmSync(out, { force: true });
  const large = join(folder, "large.h5ad");
  writeFileSync(large, readFileSync(tissue));
  truncateSync(large, 2 ** 30 + 1);
  await expect(write("fixtures/formats/slideseq")).rejects.toThrow(/slideseq: expected an \.h5ad .*; .*cellscape view/);
  await expect(write(join(folder, "missing.h5ad"))).rejects.toThrow("missing.h5ad: no such file or folder");
  await expect(write(large)).rejects.toThrow(/expected a file of at most 1\.0 GB .*open it with cellscape view/);
  expect(readdirSync(folder).filter((name) => /tmp|html/.test(name))).toEqual([]);
});

test("a page that would be too large is refused and takes no name", async () => {
  rmSync(out, { force: true });
  await expect(write(tissue, { most: 2000 })).rejects.toThrow(/a page of at most 0 MB .*open it with cellscape view/);
  expect(readdirSync(folder).filter((name) => /tmp|html/.test(name))).toEqual([]);
});

test("a data file is not written over by mistake", async () => {
  const before = readFileSync(tissue);
  await expect(write(tissue, { out: tissue })).rejects.toThrow("expected the name of a page such as map.html");
  expect(readFileSync(tissue).equals(before)).toBe(true);
});
