import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { readSampleSheet } from "../../src/entries/node.ts";
import { inputAt } from "../../src/io/node/nodeFolder.ts";
import { inspectSource, readDataset } from "../../src/io/open.ts";
import { describeNeeding } from "../needing.ts";

/** Small files made to do harm. */
const hostile = "../shared/data/hostile";
const read = async (path: string) => readDataset(await inputAt(`${hostile}/${path}`));
const inspect = async (path: string) => inspectSource(await inputAt(`${hostile}/${path}`));

describeNeeding(hostile, existsSync(hostile), "of hostile files", () => {
  test("a matrix that is a link to another file of the machine is refused with its path", async () => {
    const message = /x\.h5ad: expected X inside the file, got a link to \/etc\/passwd/;
    await expect(read("external_link/x.h5ad")).rejects.toThrow(message);
    await expect(inspect("external_link/x.h5ad")).rejects.toThrow(message);
  });

  test("a column that is a link to another file is left out with a note, and nothing of that file is read", async () => {
    const dataset = await read("external_link/labels.h5ad");
    expect(dataset.obs.columns.has("a")).toBe(false);
    expect(dataset.notes.join()).toMatch(/the column a of obs was left out: .*got a link to .*other\.h5/);
    for (const path of ["external_link/labels.h5ad", "external_link/obs.h5ad"]) {
      expect(JSON.stringify(await inspect(path))).not.toContain("SECRET");
      const { obs } = await read(path);
      expect(JSON.stringify([...obs.columns])).not.toContain("SECRET");
    }
  });

  test("arrays that are kept in another file, or that are a view on one, are refused", async () => {
    await expect(read("virtual_dataset/external_storage.h5ad")).rejects.toThrow(/got a link to \/etc\/passwd/);
    await expect(read("virtual_dataset/vds.h5ad")).rejects.toThrow(
      /expected X inside the file, got a view on other files/,
    );
  });

  test.each(["huge_dense", "huge_obs", "huge_obs_column", "huge_sparse"])(
    "%s, which claims more than it holds, is refused or read without it",
    async (name) => {
      const before = process.memoryUsage().rss;
      const outcome = await read(`huge_shapes/${name}.h5ad`).then(
        ({ cells }) => cells.length,
        (error: { code: string; message: string }) => `${error.code} ${error.message.includes(`${name}.h5ad`)}`,
      );
      if (typeof outcome === "string") expect(outcome).toMatch(/^(bad-file|bad-data|unsupported) true$/);
      else expect(outcome).toBeLessThan(1000);
      expect(process.memoryUsage().rss - before).toBeLessThan(300e6);
    },
  );

  test.each(["bomb", "slip", "symlink"])("%s.zarr.zip is refused by name", async (name) => {
    await expect(read(`zip_slip/${name}.zarr.zip`)).rejects.toMatchObject({
      code: expect.stringMatching(/^(bad-file|unsupported|bad-data)$/),
    });
  });

  test("groups that lead back to themselves, and groups in groups in groups, are read past", async () => {
    for (const name of ["cycle", "deep"]) expect((await read(`deep_groups/${name}.h5ad`)).cells).toHaveLength(120);
  });

  test("names of 40,000 letters are read whole, within seconds and memory", async () => {
    const before = process.memoryUsage().rss;
    const { cells, genes } = await read("long_names/long.h5ad");
    expect([cells.length, genes.length]).toEqual([120, 12]);
    expect(Math.max(...[...cells, ...genes].map((name) => name.length))).toBeGreaterThan(10_000);
    expect((await read("long_names/counts.csv")).cells).toHaveLength(100);
    await expect(read("long_names/number.csv")).rejects.toThrow(
      /line \d+, column g2: expected a number, got "\d{40}"$/,
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(300e6);
  });

  test("names of properties that every object has are names like others", async () => {
    const { obs, genes, cells } = await read("prototype_names/proto.h5ad");
    expect([...obs.columns.keys()]).toEqual(expect.arrayContaining(["__proto__", "constructor"]));
    expect([...genes, ...cells]).toEqual(expect.arrayContaining(["__proto__"]));
    const sheet = await readSampleSheet(`${hostile}/prototype_names/sheet.csv`);
    expect(sheet.map(({ sample }) => sample)).toEqual(["__proto__", "constructor"]);
    expect(sheet.map(({ attributes = {} }) => Object.entries(attributes))).toEqual([
      [
        ["__proto__", "polluted"],
        ["constructor", "x"],
      ],
      [
        ["__proto__", "polluted"],
        ["constructor", "y"],
      ],
    ]);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect("polluted" in {}).toBe(false);
  });

  test("scripts in names are text, kept as they are", async () => {
    const { obs } = await read("scripts_in_names/evil.h5ad");
    expect([...obs.columns.keys()].join()).toContain("<b onmouseover=window.PWNED=6>x");
  });
});
