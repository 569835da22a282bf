import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { columnText } from "../../src/io/anndata/table.ts";
import { inputAt } from "../../src/io/node/nodeFolder.ts";
import { openDataset } from "../../src/io/open.ts";

interface Expected {
  readonly cells: readonly string[];
  readonly sums: readonly number[];
  readonly positions: readonly (readonly number[])[];
  readonly leiden: readonly string[];
  readonly donor: readonly string[];
}

const python = process.env.CELLSCAPE_PYTHON ?? ".venv/bin/python";
const folder = mkdtempSync(join(tmpdir(), "cellscape-mudata-"));
afterAll(() => rmSync(folder, { recursive: true }));

let expected: Expected;
beforeAll(() => {
  expected = JSON.parse(execFileSync(python, ["test/interop/mudata_files.py", folder], { encoding: "utf8" }));
});

test.each(["h5mu", "zarr"].flatMap((form) => ["shared", "own", "other"].map((place) => `${place}.${form}`)))(
  "%s, as mudata writes it, is read with the counts, positions and annotations of each cell",
  async (name) => {
    const dataset = await (await openDataset(await inputAt(join(folder, name)))).read();
    const { starts, values } = dataset.counts;
    expect(dataset.cells).toEqual(expected.cells);
    expect(dataset.cells.map((_, i) => values.subarray(starts[i], starts[i + 1]).reduce((a, b) => a + b, 0))).toEqual(
      expected.sums,
    );
    expect([...dataset.positions.values]).toEqual(expected.positions.flat());
    for (const key of ["leiden", "donor"] as const) {
      const column = dataset.obs.columns.get(key);
      expect(column && columnText(column)).toEqual(expected[key]);
    }
  },
);
