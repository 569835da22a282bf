import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import type { Dataset } from "../../src/data/dataset.ts";
import { columnText } from "../../src/io/anndata/table.ts";
import { inputAt } from "../../src/io/node/nodeFolder.ts";
import { inspectSource, readDataset } from "../../src/io/open.ts";
import type { ReadOptions } from "../../src/io/reader.ts";
import { joinDatasets } from "../../src/preprocess/joinDatasets.ts";
import { describeNeeding } from "../needing.ts";

/** Inputs with traits that users have met, and what each is to be read as. Each is of one simulated tissue. */
const reported = "../shared/data/reported";

async function read(path: string, options: ReadOptions = {}): Promise<Dataset> {
  return readDataset(await inputAt(`${reported}/${path}`), options);
}

async function fileAt(path: string) {
  const input = await inputAt(`${reported}/${path}`);
  if (input.kind !== "file") throw new Error(`expected a file at ${path}`);
  return input;
}

const summary = ({ cells, genes, counts, positions }: Dataset) => ({
  cells: cells.length,
  genes: genes.length,
  sum: counts.values.reduce((sum, value) => sum + value, 0),
  x: Math.round(positions.values[0] * 100) / 100,
});

describeNeeding(reported, existsSync(reported), "of what users reported", () => {
  test("a complete export of CosMx is read from its counts, with a note on the transcripts", async () => {
    const dataset = await read("cosmx_all_tables");
    expect(summary(dataset)).toMatchObject({ cells: 200, genes: 40, sum: 14347 });
    expect(dataset.positionsFrom).toMatch(/CenterX_global_px, CenterY_global_px/);
    expect(dataset.notes.join()).toMatch(/the transcripts of Slide1_tx_file\.csv were not used/);
  });

  test("the folder that a run wrote is refused with the name of its result, never read from domains.csv", async () => {
    await expect(read("result_folder_as_input")).rejects.toThrow(/give one of these in it: result\.h5ad \(h5ad\)/);
    expect(summary(await read("result_folder_as_input/result.h5ad"))).toMatchObject({
      cells: 200,
      genes: 40,
      sum: 14347,
    });
  });

  test("expression is read of a MuData file of several measurements, with a note of the others", async () => {
    const dataset = await read("several_measurements/tissue.h5mu");
    expect(summary(dataset)).toMatchObject({ cells: 200, genes: 40, sum: 14347 });
    expect(dataset.notes.join()).toMatch(/the modality rna was taken of protein, rna; name another with --modality/);
  });

  test("a GEM names the 38 genes that it has molecules of by their names, and counts the molecules of each row", async () => {
    const dataset = await read("gem_with_gene_names/cells.cellbin.gem.gz");
    expect(summary(dataset)).toMatchObject({ cells: 200, genes: 38, sum: 14347 });
    const at = dataset.genes.indexOf("Gene6");
    expect(dataset.var.columns.get("gene_ids")).toMatchObject({ kind: "string" });
    expect(columnText(dataset.var.columns.get("gene_ids") ?? { kind: "string", values: [] })[at]).toBe(
      "ENSG00000000006",
    );
  });

  test("a header line of features.tsv.gz is no feature", async () => {
    const options = { positionsFile: await fileAt("features_with_header/positions.csv") };
    expect(summary(await read("features_with_header", options))).toMatchObject({ cells: 200, genes: 40, sum: 14347 });
  });

  test("an absent raw, as anndata 0.12 writes it, is absent", async () => {
    const dataset = await read("raw_is_null/tissue.h5ad");
    expect(summary(dataset)).toMatchObject({ cells: 200, genes: 40, sum: 18403 });
    await expect(inspectSource(await inputAt(`${reported}/raw_is_null/tissue.h5ad`))).resolves.toMatchObject({
      countsFrom: "X",
    });
  });

  test("positions that are kept as text are numbers all the same", async () => {
    expect(summary(await read("positions_as_text_columns/tissue.h5ad"))).toMatchObject({ cells: 200, x: 102.36 });
  });

  test("a separator at the end of every line is no column", async () => {
    const positionsFile = existsSync(`${reported}/separator_at_line_end/positions.csv`);
    expect(positionsFile).toBe(false);
    expect(summary(await read("separator_at_line_end/counts.tsv"))).toMatchObject({
      cells: 200,
      genes: 40,
      sum: 14347,
    });
  });

  test("a count that is missing is refused with its line and column", async () => {
    await expect(read("missing_count/counts.csv")).rejects.toThrow(
      /counts\.csv, line 7, column Gene3: expected a number, got "NA"/,
    );
  });

  test("numbers with a decimal comma are numbers", async () => {
    expect(summary(await read("decimal_comma/counts.csv"))).toMatchObject({
      cells: 200,
      genes: 40,
      sum: 14347,
      x: 102.36,
    });
  });

  test("text in another encoding is refused with the way out", async () => {
    await expect(read("latin1/counts.csv")).rejects.toThrow(
      /got text in another encoding than UTF-8.*save it as UTF-8/,
    );
  });

  test("spots that are named by their places lie there", async () => {
    const dataset = await read("spot_names_are_places/counts.tsv");
    expect(summary(dataset)).toMatchObject({ cells: 200, genes: 40, sum: 14347, x: 2 });
    expect([...dataset.positions.values.subarray(0, 4)]).toEqual([2, 3, 2, 4]);
  });

  test("controls among the genes of an .h5ad are left out with a note", async () => {
    const { genes, notes, keptGenes } = await read("controls_among_genes/tissue.h5ad");
    expect(genes).toHaveLength(30);
    expect(keptGenes).toMatchObject({ of: 40 });
    expect(notes.join()).toMatch(/non-gene features were excluded: 5 Negative Control Probe, 5 Unassigned Codeword/);
  });

  test("cells of an .h5ad without a position are left out as a loss", async () => {
    const { cells, losses, kept } = await read("some_cells_without_position/tissue.h5ad");
    expect(cells).toHaveLength(180);
    expect(kept).toMatchObject({ of: 200 });
    expect(losses.join()).toMatch(/20 of 200 cells have no position in obsm\/spatial/);
  });

  test("genes with and without a version of Ensembl are joined, which is said", async () => {
    const [plain, versions] = [await read("gene_versions/plain.h5ad"), await read("gene_versions/versions.h5ad")];
    const both = joinDatasets([
      { sample: "plain", dataset: plain },
      { sample: "versions", dataset: versions },
    ]);
    expect(both.genes).toEqual(plain.genes);
    expect(both.genes).toHaveLength(40);
    expect(both.notes.join()).toMatch(/Ensembl identifiers were joined without their versions.* versions have/);
  });

  test("segmented cells of Space Ranger 4 lie at the centres of their outlines, from the folder and from its counts", async () => {
    const { choices } = await inspectSource(await inputAt(`${reported}/visium_hd_segmented/outs`));
    expect(choices?.join()).toMatch(/bins: 8 \(taken\) um.*segmented cells: give .*outs\/segmented_outputs/);
    for (const path of ["", "/filtered_feature_cell_matrix.h5"]) {
      const dataset = await read(`visium_hd_segmented/outs/segmented_outputs${path}`);
      expect(summary(dataset)).toMatchObject({ cells: 200, genes: 40, sum: 14347 });
      const at = dataset.cells.indexOf("cellid_000000001-1");
      expect(dataset.positions.values[2 * at]).toBeCloseTo(3070.9, 6);
      expect(dataset.positions.values[2 * at + 1]).toBeCloseTo(2851.4, 6);
      expect(dataset.unitUm).toBe(0.27);
    }
  });

  test("a Visium sample as archives hold it is read, from the folder and from its counts", async () => {
    for (const path of ["visium_flat_with_prefix", "visium_flat_with_prefix/GSM100_S1_filtered_feature_bc_matrix.h5"]) {
      const dataset = await read(path);
      expect(summary(dataset)).toMatchObject({ cells: 200, genes: 40, sum: 14347 });
      const at = dataset.cells.indexOf("TTGTTGATTACGGATG-1");
      expect([...dataset.positions.values.subarray(2 * at, 2 * at + 2)]).toEqual([11, 37]);
      expect(dataset.unitUm).toBeCloseTo(65 / 89);
    }
  });
});
