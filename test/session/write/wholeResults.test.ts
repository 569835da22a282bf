import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { manifestName, outputFolder } from "../../../src/session/write/outputFolder.ts";
import { completeResults, removeStale, withdrawManifest } from "../../../src/session/write/wholeResults.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-results-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A folder with the results of a run that wrote these files. */
async function earlier(name: string, files: readonly string[]): Promise<string> {
  const out = join(folder, name);
  const results = outputFolder(nodeHost, out);
  for (const file of files) await results.save(file, "old");
  await results.save(manifestName, JSON.stringify({ files: results.files }));
  return out;
}

const listed = (out: string) =>
  readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

test("files of an earlier run that were not written again go, with folders that they leave empty", async () => {
  const out = await earlier("stale", ["domains.csv", "figures/domains.svg", "figures/gene_map.svg", "tables/paga.csv"]);
  const results = outputFolder(nodeHost, out);
  await results.save("domains.csv", "new");
  await results.save("figures/domains.svg", "new");
  await removeStale(nodeHost, results, ["tissue.h5ad"]);
  expect(listed(out)).toEqual(["domains.csv", "domains.svg", manifestName]);
  expect(existsSync(join(out, "tables"))).toBe(false);
});

test("files of the user stay, and so does their folder", async () => {
  const out = await earlier("own", ["figures/old.svg"]);
  writeFileSync(join(out, "figures", "mine.svg"), "");
  await removeStale(nodeHost, outputFolder(nodeHost, out), ["tissue.h5ad"]);
  expect(listed(out)).toEqual([manifestName, "mine.svg"]);
});

test("the input is never removed, even if the manifest lists it", async () => {
  const out = await earlier("input", ["tissue.h5ad"]);
  await removeStale(nodeHost, outputFolder(nodeHost, out), [join(out, "tissue.h5ad")]);
  expect(listed(out)).toEqual([manifestName, "tissue.h5ad"]);
});

test("a manifest that names files outside its folder removes none of them", async () => {
  const out = join(folder, "outside");
  mkdirSync(out);
  const other = join(folder, "precious.txt");
  writeFileSync(other, "");
  writeFileSync(
    join(out, manifestName),
    JSON.stringify({ files: ["../precious.txt", other, "figures/../../precious.txt"] }),
  );
  await removeStale(nodeHost, outputFolder(nodeHost, out), ["tissue.h5ad"]);
  expect(existsSync(other)).toBe(true);
});

test("a manifest that is not ours removes nothing", async () => {
  for (const text of ["{", "[]", "null", '{"files":"all"}', '{"files":[1]}']) {
    const out = join(folder, "foreign");
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, "keep.txt"), "");
    writeFileSync(join(out, manifestName), text);
    await removeStale(nodeHost, outputFolder(nodeHost, out), ["tissue.h5ad"]);
    expect(listed(out)).toEqual(["keep.txt", manifestName]);
  }
});

test("the manifest is away while results are replaced, and its files go even when a run between had no end", async () => {
  const out = await earlier("ends", ["domains.csv", "figures/gene_map.svg"]);
  const failed = outputFolder(nodeHost, out);
  await withdrawManifest(nodeHost, failed);
  expect(existsSync(join(out, manifestName))).toBe(false);
  await failed.save("domains.csv", "half of the second run");
  const third = outputFolder(nodeHost, out);
  await withdrawManifest(nodeHost, third);
  await third.save("domains.csv", "third");
  await completeResults(nodeHost, third, { manifest: () => ({ files: [...third.files] }), inputs: [] });
  expect(listed(out)).toEqual(["domains.csv", manifestName]);
  const written = JSON.parse(readFileSync(join(out, manifestName), "utf8"));
  expect(written).toEqual({ files: ["domains.csv"], complete: true });
});
