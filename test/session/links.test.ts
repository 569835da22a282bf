import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type File, Module, File as NewFile, ready } from "h5wasm/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inspectFile } from "../../src/entries/node.ts";
import { withHdf5 } from "../../src/io/hdf5/hdf5.ts";
import { fileSource } from "../../src/io/node/nodeFile.ts";
import { cellscape } from "../cli/command.ts";
import { smallTissue, writeTissue } from "../cli/tissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-links-"));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => ready);

const tissue = smallTissue(60);

async function file(name: string, more: (file: File) => void): Promise<string> {
  const path = join(folder, `${name}.h5ad`);
  const inUns = (file: File) => {
    if (!file.keys().includes("uns")) file.create_group("uns");
    more(file);
  };
  await writeTissue(path, tissue, { more: inUns });
  return path;
}
const run = (path: string) =>
  cellscape(["run", path, "--domains", "2", "--epochs", "2", "--no-figures", "--out", `${path}-out`]);

test("an entry in another file is refused before training and foreseen by inspect, with its name and the file", async () => {
  const other = new NewFile(join(folder, "other.h5"), "w");
  other.create_dataset({ name: "x", data: tissue.cells.map((_, i) => i) });
  other.close();
  const path = await file("outside", ({ file_id }) => {
    Module.create_external_link(file_id, join(folder, "other.h5"), "/x", "/uns/more");
  });
  const refusal = `outside.h5ad: expected uns/more inside the file, got a link to ${join(folder, "other.h5")}; write all of it into one file`;
  const { code, stderr } = await run(path);
  expect([code, stderr.includes(refusal), stderr.includes("Training")]).toEqual([2, true, false]);
  const { warnings } = await inspectFile(path);
  expect(warnings).toContainEqual(expect.stringMatching(`the command will be refused: .*${refusal}`));
});

test("links by path stay in the result, also those to the file's root and to a group that gains entries", async () => {
  const path = await file("inside", ({ file_id }) => {
    Module.create_soft_link(file_id, "/", "/uns/again");
    Module.create_soft_link(file_id, "/obs", "/uns/cells");
    Module.create_soft_link(file_id, "/nowhere", "/uns/gone");
  });
  const { code, stderr } = await run(path);
  expect(code, stderr).toBe(0);
  const source = await fileSource(join(`${path}-out`, "result.h5ad"));
  const found = withHdf5(await source.mount(), (result) => [
    result.keys("uns/cells").includes("cellscape_domain"),
    result.keys("uns/again").includes("obs"),
    result.kind("uns/gone"),
  ]);
  expect(found).toEqual([true, true, undefined]);
});
