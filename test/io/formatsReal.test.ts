import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inputAt } from "../../src/io/node/nodeFolder.ts";
import { inspectSource, readDataset } from "../../src/io/open.ts";
import type { ReadOptions } from "../../src/io/reader.ts";
import { describeNeeding } from "../needing.ts";

interface Expected {
  readonly options: ReadOptions;
  readonly shape: readonly [number, number];
  /** Digests of all names. */
  readonly cells: string;
  readonly genes: string;
  readonly firstCells: readonly string[];
  readonly stored: number;
  readonly sum: number;
  /** Sum of counts times the number of their gene, from 1: tells columns apart. */
  readonly columnWeighted: number;
  /** Sums of x and y, then x and y of the last cell. */
  readonly positions: readonly [number, number, number, number];
}

const data = "../shared/data/formats";
const expected: Readonly<Record<string, Expected>> = JSON.parse(readFileSync("fixtures/formats-real.json", "utf8"));

describeNeeding(data, existsSync(data), "public files as Python's tools read them", () => {
  test.each(Object.keys(expected))("%s: shape, names, counts and positions are equal", async (name) => {
    const wanted = expected[name];
    const dataset = await readDataset(await inputAt(`${data}/${name.split("#")[0]}`), wanted.options);
    expect([dataset.counts.rows, dataset.counts.columns]).toEqual(wanted.shape);
    expect(dataset.cells.slice(0, 3)).toEqual(wanted.firstCells);
    expect(digest(dataset.cells)).toBe(wanted.cells);
    expect(digest(dataset.genes)).toBe(wanted.genes);
    const { indices, values } = dataset.counts;
    expect(values.length).toBe(wanted.stored);
    const sum = values.reduce((total, value) => total + value, 0);
    // Single precision against double, summed in another order.
    expect(Math.abs(sum - wanted.sum)).toBeLessThanOrEqual(1e-7 * Math.abs(wanted.sum));
    const weighted = values.reduce((total, value, e) => total + value * (indices[e] + 1), 0);
    expect(Math.abs(weighted - wanted.columnWeighted)).toBeLessThanOrEqual(1e-7 * Math.abs(wanted.columnWeighted));
    const xy = dataset.positions.values;
    const found = [0, 0];
    for (let at = 0; at < xy.length; at++) found[at % 2] += xy[at];
    for (const [at, value] of [...found, xy[xy.length - 2], xy[xy.length - 1]].entries()) {
      expect(Math.abs(value - wanted.positions[at])).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(wanted.positions[at])));
    }
  });

  test("a store without a matrix can be inspected, and is refused when it is to be read", async () => {
    const input = await inputAt(`${data}/anndata_archives/v0.11.4/adata.zarr.zip`);
    const { cells, genes, warnings } = await inspectSource(input);
    expect([cells, genes]).toEqual([10, 20]);
    expect(warnings[0]).toBe("there is no matrix of cells x genes: the command will be refused");
    await expect(readDataset(input)).rejects.toThrow(/expected a matrix of cells x genes/);
  });

  test("a store whose categories do not fit is read without that column, and says so", async () => {
    const input = await inputAt(`${data}/zarr/anndataR_example.zarr.zip`);
    const { notes, obs } = await readDataset(input, { positions: "obsm/X_umap" });
    expect(obs.columns.has("leiden")).toBe(false);
    expect(notes.join("\n")).toMatch(/leiden of obs was left out: .* expected codes from -1 to 5, got 6/);
  });
});

const digest = (names: readonly string[]) => createHash("sha256").update(names.join("\n")).digest("hex").slice(0, 16);
