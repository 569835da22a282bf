import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { createRandom } from "../../src/core/random.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { labelAt } from "../../src/data/labels.ts";
import { writeDataset } from "../../src/io/anndata/write.ts";
import { pickCells } from "../../src/io/assembly/pickCells.ts";
import { fileTarget } from "../../src/io/node/nodeFile.ts";
import type { SimulateOptions } from "../../src/simulate/options.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";

const tissue = (options: SimulateOptions) => simulateTissue({ signal: 1.5, ...options }, createRandom(0));

/** Writes a simulated tissue into a folder, in the files and columns that an instrument's software writes. */
export const layouts: Readonly<Record<string, (folder: string) => void | Promise<void>>> = {
  h5ad: (folder) =>
    writeDataset(fileTarget(join(folder, "tissue.h5ad")), tissue({ cells: 600, genes: 60, domains: 4 })),
  visium(folder) {
    const spots = tissue({ cells: 720, genes: 100, domains: 5, layout: "grid" });
    writeSpaceRanger(join(folder, "outs"), spots, { perUm: 1.9, spotUm: 55 });
  },
  visiumHd(folder) {
    const bins = tissue({ cells: 900, genes: 80, domains: 5, layout: "square", spacingUm: 8 });
    writeSpaceRanger(join(folder, "outs/binned_outputs/square_008um"), bins, { perUm: 3.65, spotUm: 8 });
  },
  xenium(folder) {
    const cells = tissue({ cells: 900, genes: 60, domains: 5 });
    const names = cells.cells.map((_, i) => `aaaa${letters(i)}-1`);
    writeMatrix(join(folder, "outs/cell_feature_matrix"), cells, names);
    const rows = names.map((name, i) => [name, ...placeOf(cells, i), total(cells, i)]);
    const table = csv(["cell_id", "x_centroid", "y_centroid", "transcript_counts"], rows);
    write(join(folder, "outs/cells.csv.gz"), gzipSync(table));
  },
  cosmx(folder) {
    const cells = tissue({ cells: 900, genes: 60, domains: 5 });
    const keys = cells.cells.map((_, i) => [1 + Math.floor(i / 400), 1 + (i % 400)]);
    const counts = keys.map((key, i) => [...key, ...dense(cells, i)]);
    write(join(folder, "S1/S1_exprMat_file.csv"), csv(["fov", "cell_ID", ...cells.genes], counts));
    const places = keys.map((key, i) => [...key, ...placeOf(cells, i).map((um) => um / 0.12028)]);
    const columns = ["fov", "cell_ID", "CenterX_global_px", "CenterY_global_px"];
    write(join(folder, "S1/S1_metadata_file.csv"), csv(columns, places));
  },
  merscope(folder) {
    const cells = tissue({ cells: 900, genes: 60, domains: 5 });
    const names = cells.cells.map((_, i) => `11088342476461192440${String(i).padStart(6, "0")}`);
    const counts = names.map((name, i) => [name, ...dense(cells, i)]);
    write(join(folder, "region_0/cell_by_gene.csv"), csv(["cell", ...cells.genes], counts));
    const places = names.map((name, i) => [name, 0, 500, ...placeOf(cells, i)]);
    write(join(folder, "region_0/cell_metadata.csv"), csv(["", "fov", "volume", "center_x", "center_y"], places));
  },
  stereoSeq(folder) {
    const bins = tissue({ cells: 900, genes: 60, domains: 5, layout: "square", spacingUm: 25 });
    const rng = createRandom(1);
    // Two nanoballs per micrometre; a bin of 50 has its molecules anywhere in it.
    const rows = bins.cells.flatMap((_, i) =>
      Array.from(bins.genes, (gene, u) => ({ gene, count: dense(bins, i)[u] }))
        .filter(({ count }) => count > 0)
        .map(({ gene, count }) => {
          const [x, y] = placeOf(bins, i).map((um) => Math.round(2 * um) + Math.floor(50 * rng.uniform()));
          return [gene, x, y, count].join("\t");
        }),
    );
    const head = "#FileFormat=GEMv0.1\n#BinSize=1\ngeneID\tx\ty\tMIDCount\n";
    write(join(folder, "SS200.tissue.gem.gz"), gzipSync(`${head}${rows.join("\n")}\n`));
  },
  async samples(folder) {
    const shift = { compositionShift: 1.2, changedGenes: 6, expressionShift: 1.5 };
    const all = tissue({ cells: 1200, genes: 60, domains: 4, samples: 6, conditions: 2, ...shift });
    const sample = (i: number) => Number(labelAt(columnOf(all, "sample"), i)?.replace(/\D/g, "")) - 1;
    const names = ["WT1", "AD1", "WT2", "AD2", "WT3", "AD3"];
    for (const [s, name] of names.entries()) {
      const cells = all.cells.flatMap((_, i) => (sample(i) === s ? [i] : []));
      const { domain, cell_type } = Object.fromEntries(all.obs.columns);
      const obs = { rows: all.cells.length, columns: new Map(Object.entries({ domain, cell_type })) };
      const { kept: _, ...one } = pickCells({ ...all, obs, name }, cells);
      await writeDataset(fileTarget(join(folder, `${name}.h5ad`)), one);
    }
    const sheet = names.map((name) => [`${name}.h5ad`, name, name.slice(0, 2)]);
    write(join(folder, "sheet.csv"), csv(["path", "sample", "condition"], sheet));
  },
};

function columnOf({ obs }: Dataset, name: string) {
  const column = obs.columns.get(name);
  if (column === undefined) throw new Error(`expected obs/${name} in the simulated tissue`);
  return column;
}

/** Positions in pixels of the full-resolution picture, rows before columns, as Space Ranger 2 and later write them. */
function writeSpaceRanger(
  folder: string,
  spots: Dataset,
  { perUm, spotUm }: { readonly perUm: number; readonly spotUm: number },
): void {
  const names = spots.cells.map((_, i) => `${letters(i)}AAACGTACGT-1`);
  writeMatrix(join(folder, "filtered_feature_bc_matrix"), spots, names);
  const header = ["barcode", "in_tissue", "array_row", "array_col", "pxl_row_in_fullres", "pxl_col_in_fullres"];
  const side = Math.ceil(Math.sqrt(names.length));
  const rows = names.map((name, i) => {
    const [x, y] = placeOf(spots, i);
    return [name, 1, Math.floor(i / side), i % side, y * perUm, x * perUm];
  });
  const factors: Record<string, number> = { spot_diameter_fullres: spotUm * perUm, tissue_hires_scalef: 0.1 };
  if (spotUm === 8) {
    const columns = header.map((name, j) => ({ name, data: rows.map((row) => row[j]), type: parquetTypes[j] }));
    write(
      join(folder, "spatial/tissue_positions.parquet"),
      new Uint8Array(parquetWriteBuffer({ columnData: columns })),
    );
    Object.assign(factors, { bin_size_um: 8, microns_per_pixel: 1 / perUm });
  } else {
    write(join(folder, "spatial/tissue_positions.csv"), csv(header, rows));
  }
  write(join(folder, "spatial/scalefactors_json.json"), JSON.stringify(factors));
}

const parquetTypes = ["STRING", "INT32", "INT32", "INT32", "DOUBLE", "DOUBLE"] as const;

/** The three files of a 10x matrix: features x barcodes. */
function writeMatrix(folder: string, { genes, counts }: Dataset, names: readonly string[]): void {
  const entries = names.flatMap((_, i) =>
    Array.from(counts.indices.subarray(counts.starts[i], counts.starts[i + 1]), (gene, e) =>
      [gene + 1, i + 1, counts.values[counts.starts[i] + e]].join(" "),
    ),
  );
  const head = `%%MatrixMarket matrix coordinate integer general\n${genes.length} ${names.length} ${entries.length}\n`;
  const features = genes.map((gene, u) => `ENSG${String(u).padStart(11, "0")}\t${gene}\tGene Expression`);
  write(join(folder, "matrix.mtx.gz"), gzipSync(`${head}${entries.join("\n")}\n`));
  write(join(folder, "features.tsv.gz"), gzipSync(`${features.join("\n")}\n`));
  write(join(folder, "barcodes.tsv.gz"), gzipSync(`${names.join("\n")}\n`));
}

/** Distinct letters of a barcode for a number below 4^6. */
function letters(number: number): string {
  return Array.from({ length: 6 }, (_, place) => "ACGT"[Math.floor(number / 4 ** (5 - place)) % 4]).join("");
}

const placeOf = ({ positions }: Dataset, i: number) => [...positions.values.subarray(2 * i, 2 * i + 2)];

/** [genes] counts of a cell. */
function dense({ counts }: Dataset, i: number): number[] {
  const row = new Array<number>(counts.columns).fill(0);
  for (let e = counts.starts[i]; e < counts.starts[i + 1]; e++) row[counts.indices[e]] = counts.values[e];
  return row;
}

const total = (cells: Dataset, i: number) => dense(cells, i).reduce((sum, count) => sum + count, 0);

const csv = (header: readonly string[], rows: readonly (readonly (string | number)[])[]) =>
  `${[header, ...rows].map((row) => row.join(",")).join("\n")}\n`;

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
