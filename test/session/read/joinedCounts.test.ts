import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { silentTask } from "../../../src/core/task.ts";
import { fileTarget } from "../../../src/entries/node.ts";
import { writeDataset } from "../../../src/io/anndata/write.ts";
import { parseConfig } from "../../../src/session/options/run.ts";
import { readInput } from "../../../src/session/read/readInput.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";
import { hostWithoutPictures as host } from "../../hostWithoutPictures.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-joined-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a tissue of 40 genes, of which one may have another name. */
async function file(name: string, seed: number, renamed?: number): Promise<string> {
  const tissue = simulateTissue({ cells: 60, genes: 40, domains: 2 }, createRandom(seed));
  const genes = tissue.genes.map((gene, u) => (u === renamed ? "another gene" : gene));
  const path = join(folder, `${name}.h5ad`);
  await writeDataset(await fileTarget(path), { ...tissue, genes }, {});
  return path;
}

test("counts of inputs with the same genes lie in those of all, and are their own counts", async () => {
  const paths = [await file("one", 1), await file("two", 2), await file("other", 3, 7)];
  const inputs = paths.map((path) => ({ path }));
  const { dataset, parts } = await readInput(host, inputs.slice(0, 2), parseConfig({}), silentTask);
  for (const [s, part] of parts.entries()) {
    const alone = await readInput(host, [inputs[s]], parseConfig({}), silentTask);
    expect(part.dataset.counts).toEqual(alone.dataset.counts);
    expect(part.dataset.counts.values.buffer).toBe(dataset.counts.values.buffer);
  }
  const { parts: unlike } = await readInput(host, inputs.slice(1), parseConfig({}), silentTask);
  const alone = await readInput(host, [inputs[2]], parseConfig({}), silentTask);
  expect(unlike[1].dataset.genes).toContain("another gene");
  expect(unlike[1].dataset.counts).toEqual(alone.dataset.counts);
});
