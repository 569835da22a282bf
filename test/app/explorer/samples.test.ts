import { join } from "node:path";
import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { writeDataset } from "../../../src/io/anndata/write.ts";
import { simulateFile } from "../../../src/session/simulateFile.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";
import { soon } from "../chromium.ts";
import { costsOf, explorerPages, uploadedBy } from "./explorerPage.ts";

const cells = 1800;
const pages = explorerPages(async (folder) => {
  await simulateFile(nodeHost, join(folder, "apart.h5ad"), { cells, genes: 30, domains: 3, samples: 3, seed: 1 });
  // Each section in coordinates of its own.
  const dataset = simulateTissue({ cells, genes: 30, domains: 3, samples: 3 }, createRandom(1));
  const sample = dataset.obs.columns.get("sample");
  const codes = sample?.kind === "category" ? sample.codes : new Int32Array(0);
  const least = [0, 1, 2].map((s) =>
    Math.min(...[...codes.keys()].filter((i) => codes[i] === s).map((i) => dataset.positions.values[2 * i])),
  );
  const values = dataset.positions.values.map((value, at) => (at % 2 === 0 ? value - least[codes[at >> 1]] : value));
  await writeDataset(await nodeHost.files.target(join(folder, "over.h5ad")), {
    ...dataset,
    positions: { ...dataset.positions, values },
  });
});

test.each(["over", "apart"])(
  "samples that lie %s are drawn beside each other, and one alone on demand",
  async (how) => {
    const page = await pages.open(`${how}.h5ad`);
    const names = await page.locator(".section-name").allTextContents();
    expect(names).toHaveLength(3);
    const scale = async () => Number(await page.locator('[data-pane="0"]').getAttribute("data-scale"));
    const before = await scale();
    const frames = await costsOf(
      page,
      () => page.selectOption("#sample", names[1]),
      (seen) => uploadedBy(seen) > 0,
    );
    await soon(() => page.locator(".section-name").allTextContents()).toEqual([names[1]]);
    expect(await scale()).toBeGreaterThan(1.3 * before);
    // A byte per cell says which are hidden.
    expect(uploadedBy(frames)).toBe(cells);
    await page.selectOption("#sample", "");
    await soon(() => page.locator(".section-name").count()).toBe(3);
    await page.close();
  },
);
