import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Dataset } from "../../src/data/dataset.ts";
import { columnText } from "../../src/io/anndata/table.ts";
import { fileSource } from "../../src/io/node/nodeFile.ts";
import { inputAt } from "../../src/io/node/nodeFolder.ts";
import { inspectSource, readDataset } from "../../src/io/open.ts";
import type { ReadOptions } from "../../src/io/reader.ts";
import type { Input } from "../../src/io/source.ts";
import { openTenxH5 } from "../../src/io/tenx/h5Matrix.ts";
import { openTenxMtx } from "../../src/io/tenx/mtxMatrix.ts";
import { describeNeeding } from "../needing.ts";

const formats = "../shared/data/formats";

/** What scanpy, squidpy and pandas read: scripts/reference/read_formats.py. */
interface Expected {
  readonly cells: number;
  readonly genes: number;
  readonly first_cell: string;
  readonly last_cell: string;
  readonly cell_names: string;
  readonly first_gene: string;
  readonly last_gene: string;
  readonly gene_names: string;
  readonly total: number;
  readonly row_sums: string;
  readonly column_sums: string;
  readonly weighted: number;
  readonly var: Readonly<Record<string, string>>;
  readonly positions?: { readonly first: number[]; readonly last: number[]; readonly sums: number[] };
  readonly obs?: Readonly<Record<string, string>>;
  readonly tissue?: {
    readonly library: string;
    readonly scalefactors: Readonly<Record<string, number>>;
    readonly images: Readonly<Record<string, { readonly shape: number[]; readonly sum: number }>>;
  };
}

const expected = JSON.parse(readFileSync("fixtures/read_formats.json", "utf8")) as Readonly<Record<string, Expected>>;
const digest = (values: Iterable<string | number>) =>
  createHash("sha256")
    .update([...values].join("\n"))
    .digest("hex");
const folder = mkdtempSync(join(tmpdir(), "cellscape-formats-"));
afterAll(() => rmSync(folder, { recursive: true }));

function sumOf(values: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

/** Pictures of 33 million pixels take seconds to unpack: one test does it. */
function withoutPictures(input: Input): Input {
  if (input.kind === "file") return input;
  return { ...input, open: async (path) => (path.endsWith(".png") ? undefined : input.open(path)) };
}

function sumsOf({ counts }: Dataset) {
  const rows = new Float64Array(counts.rows);
  const columns = new Float64Array(counts.columns);
  let [total, weighted] = [0, 0];
  for (let i = 0; i < counts.rows; i++) {
    for (let e = counts.starts[i]; e < counts.starts[i + 1]; e++) {
      rows[i] += counts.values[e];
      columns[counts.indices[e]] += counts.values[e];
      total += counts.values[e];
      weighted += counts.values[e] * (counts.indices[e] + 1);
    }
  }
  return { total, weighted, row_sums: digest(rows), column_sums: digest(columns) };
}

/** Counts without positions beside them get made-up ones: every barcode of the file in a row. */
async function madeUpPositions(path: string): Promise<ReadOptions> {
  const input = await inputAt(path);
  const matrix =
    input.kind === "file"
      ? await openTenxH5(input, "hg19_chr21").catch(() => openTenxH5(input))
      : await openTenxMtx(input.open, "", path);
  const table = join(folder, "positions.csv");
  writeFileSync(table, `barcode,x,y\n${matrix.barcodes.map((name, i) => `${name},${i},${i % 7}`).join("\n")}\n`);
  return { positionsFile: await fileSource(table) };
}

describeNeeding(formats, existsSync(formats), "real files (../shared/data)", () => {
  test.each(Object.entries(expected))(
    "%s is read as scanpy and squidpy read it",
    async (place, known) => {
      const [relative, genome] = place.split(" --genome ");
      const path = join(formats, relative);
      const given = known.positions ? {} : await madeUpPositions(path);
      const whole = await inputAt(path);
      const pictured = !relative.endsWith("016um");
      const input = pictured ? whole : withoutPictures(whole);
      const dataset = await readDataset(input, { ...given, ...(genome === undefined ? {} : { genome }) });
      const { cells, genes, positions, obs, var: variables, tissue } = dataset;
      expect({
        cells: cells.length,
        genes: genes.length,
        first_cell: cells[0],
        last_cell: cells.at(-1),
        cell_names: digest(cells),
        first_gene: genes[0],
        last_gene: genes.at(-1),
        gene_names: digest(genes),
        ...sumsOf(dataset),
      }).toEqual(
        Object.fromEntries(
          Object.entries(known).filter(([key]) => !["var", "obs", "positions", "tissue"].includes(key)),
        ),
      );
      for (const [name, values] of Object.entries(known.var)) {
        const column = variables.columns.get(name);
        expect(column && digest(columnText(column)), `var/${name}`).toBe(values);
      }
      for (const [name, values] of Object.entries(known.obs ?? {})) {
        const column = obs.columns.get(name);
        expect(column && digest(columnText(column)), `obs/${name}`).toBe(values);
      }
      if (known.positions) {
        const { first, last, sums } = known.positions;
        const { values } = positions;
        // Decimals are read exactly; the sums are added in another order.
        expect([...values.subarray(0, 2)].map((value) => value.toPrecision(14))).toEqual(
          first.map((value) => value.toPrecision(14)),
        );
        expect([...values.subarray(-2)].map((value) => value.toPrecision(14))).toEqual(
          last.map((value) => value.toPrecision(14)),
        );
        for (const axis of [0, 1]) {
          let sum = 0;
          for (let i = 0; i < cells.length; i++) sum += values[2 * i + axis];
          expect(sum / sums[axis]).toBeCloseTo(1, 12);
        }
      }
      if (known.tissue) {
        expect(tissue?.scaleFactors).toEqual(known.tissue.scalefactors);
        expect(tissue?.library).toBe(known.tissue.library);
        const images = Object.entries(tissue?.images ?? {}).map(([name, { height, width, channels, values }]) => [
          name,
          { shape: [height, width, channels], sum: sumOf(values) },
        ]);
        expect(Object.fromEntries(images)).toEqual(pictured ? known.tissue.images : {});
      }
      const inspection = await inspectSource(input);
      expect(inspection.command.slice(0, 4)).toEqual(["cellscape", "run", path, "--out"]);
    },
    30_000,
  );

  test("counts alone are refused with what to add, and so is one of several genomes unnamed", async () => {
    const read = async (path: string) => readDataset(await inputAt(join(formats, "tenx/10x_data", path)));
    await expect(read("3.0.0/filtered_feature_bc_matrix.h5")).rejects.toThrow(
      /expected positions beside the counts .* --positions FILE/,
    );
    await expect(read("3.0.0/filtered_feature_bc_matrix")).rejects.toThrow(/expected positions beside the counts/);
    await expect(read("1.2.0/multiple_genomes.h5")).rejects.toThrow(
      /expected one genome of another_genome, hg19_chr21 \(--genome\), got 2 of them/,
    );
  });

  test("a pixel of Visium is as large as its lattice says: rows of spots are 86.6 um apart, spots of a row 100 um", async () => {
    const { unitUm, obs, positions } = await readDataset(await inputAt(join(formats, "visium")));
    const row = obs.columns.get("array_row");
    const column = obs.columns.get("array_col");
    if (row?.kind !== "number" || column?.kind !== "number" || unitUm === undefined)
      throw new Error("expected numbers");
    let [xx, xc] = [0, 0];
    for (let i = 1; i < positions.rows; i++) {
      if (row.values[i] !== row.values[0]) continue;
      xx += Math.abs(positions.values[2 * i] - positions.values[0]);
      xc += Math.abs(column.values[i] - column.values[0]);
    }
    const spacing = (xx / xc) * 2 * unitUm;
    expect(spacing).toBeGreaterThan(99);
    expect(spacing).toBeLessThan(101);
  });

  test("Visium HD reads the bins that are asked for", async () => {
    const input = withoutPictures(await inputAt(join(formats, "visium_hd")));
    const [eight, sixteen] = [await readDataset(input), await readDataset(input, { bin: 16 })];
    expect([eight.cells.length, sixteen.cells.length]).toEqual(
      ["square_008um", "square_016um"].map((bin) => expected[`visium_hd/binned_outputs/${bin}`].cells),
    );
    expect(eight.notes[0]).toBe("bins of 8 um were read; --bin 16 takes others");
    expect(sixteen.losses).toEqual([
      "2053 of 2695 barcodes have no position in spatial/tissue_positions.parquet and were left out",
    ]);
    await expect(readDataset(input, { bin: 2 })).rejects.toThrow(/expected bins of 8, 16 um \(--bin\), got 2/);
  });

  test("controls of Xenium are named in a note, and nothing is lost", async () => {
    const { notes, losses, unitUm, positionsFrom } = await readDataset(
      await inputAt("../shared/data/scale/xenium_mouse_brain_36602"),
    );
    expect(notes).toEqual([
      "non-gene features were excluded: 27 Negative Control Probe, 41 Negative Control Codeword, 225 Blank Codeword",
    ]);
    expect({ losses, unitUm, positionsFrom }).toEqual({ losses: [], unitUm: 1, positionsFrom: "cells.csv.gz" });
  });
});
