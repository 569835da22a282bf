import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readH5ad } from "../../../src/io/anndata/h5ad.ts";
import { inspectH5ad } from "../../../src/io/anndata/inspect.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";
import { smallTissue, writeTissue } from "../../cli/tissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-counts-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("without counts anywhere, logarithms in raw/X are taken before scaled values in X", async () => {
  const path = join(folder, "scaled.h5ad");
  const tissue = smallTissue(20, 5);
  const logged = tissue.counts.map(Math.log1p);
  // Negative only at the end: the first values alone would not tell.
  const scaled = logged.map((value, at) => (at === logged.length - 1 ? -1.25 : value));
  await writeTissue(
    path,
    { ...tissue, counts: scaled },
    {
      more(file) {
        const raw = file.create_group("raw");
        raw.create_dataset({ name: "X", data: logged, shape: [20, 5] });
        const variables = raw.create_group("var");
        variables.create_dataset({ name: "_index", data: tissue.genes });
        variables.create_attribute("_index", "_index");
      },
    },
  );
  const { countsFrom, notes } = await readH5ad(await fileSource(path));
  expect(countsFrom).toBe("raw/X");
  expect(notes.join("\n")).toMatch(
    /no matrix looks like raw counts; taking raw\/X, which holds fractions such as [\d.]+$/m,
  );
  const inspection = await inspectH5ad(await fileSource(path));
  expect(inspection.countsFrom).toBe("raw/X");
  expect(inspection.matrices[0].why).toBe("negative values down to -1.25, so it looks scaled");
});
