import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Matrix } from "../../src/data/matrix.ts";
import type { Column } from "../../src/data/table.ts";
import { DICT, writeMatrix, writeSparse, writeTable } from "../../src/io/anndata/elements.ts";
import { Hdf5Writer } from "../../src/io/hdf5/writer.ts";
import { fileTarget } from "../../src/io/node/nodeFile.ts";

/** What one group of a MuData file holds: a modality, or what all share. */
export interface MuGroup {
  readonly cells: readonly string[];
  /** No matrix where there are none. */
  readonly genes?: readonly string[];
  readonly obs?: Readonly<Record<string, Column>>;
  readonly obsm?: Readonly<Record<string, Matrix>>;
}

/** Positions of cells whose names end in a number: x is that number, y ten times as much. */
export function placesOf(cells: readonly string[]): Matrix {
  const values = Float64Array.from(cells.flatMap((name) => [numberOf(name), 10 * numberOf(name)]));
  return { rows: cells.length, columns: 2, values };
}

/** The count of a cell and the gene of a number: known from the name of the cell, so that rows cannot be mixed up. */
export const countOf = (cell: string, gene: number) => ((numberOf(cell) + gene) % 4) + (gene === 0 ? 1 : 0);

const numberOf = (name: string) => Number(/\d+$/.exec(name)?.[0]);

/**
 * A MuData file as mudata writes it: modalities in `mod`, what they share at the top, a line of text before all.
 *
 * @see https://mudata.readthedocs.io: storage of MuData
 */
export async function muDataBytes(
  modalities: Readonly<Record<string, MuGroup>>,
  shared: MuGroup,
  { line = true }: { readonly line?: boolean } = {},
): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), "cellscape-mudata-"));
  const path = join(folder, "a.h5mu");
  const draft = await fileTarget(path).draft();
  const access = await draft.mount();
  const writer = new Hdf5Writer(access, "w");
  for (const [name, value] of [
    ["encoding-type", "MuData"],
    ["encoding-version", "0.1.0"],
  ])
    writer.textAttribute("/", name, value);
  writeGroup(writer, "", shared);
  writer.group("/mod");
  for (const [name, group] of Object.entries(modalities)) {
    writer.group(`/mod/${name}`, { "encoding-type": "anndata", "encoding-version": "0.1.0" });
    writeGroup(writer, `/mod/${name}`, group);
  }
  writer.close();
  access.release();
  await draft.commit();
  const bytes = new Uint8Array(readFileSync(path));
  rmSync(folder, { recursive: true });
  if (!line) return bytes;
  const all = new Uint8Array(512 + bytes.length);
  all.set(new TextEncoder().encode("MuData (format-version=0.1.0;creator=mudata;creator-version=0.3.10)"));
  all.set(bytes, 512);
  return all;
}

function writeGroup(writer: Hdf5Writer, at: string, { cells, genes = [], obs = {}, obsm = {} }: MuGroup): void {
  writeTable(writer, `${at}/obs`, cells, new Map(Object.entries(obs)));
  writeTable(writer, `${at}/var`, genes, new Map());
  writer.group(`${at}/obsm`, DICT);
  for (const [key, matrix] of Object.entries(obsm)) writeMatrix(writer, `${at}/obsm/${key}`, matrix);
  if (genes.length === 0) return;
  const starts = new Uint32Array(cells.length + 1);
  const [indices, values]: [number[], number[]] = [[], []];
  for (const [i, cell] of cells.entries()) {
    for (const u of genes.keys()) {
      if (countOf(cell, u) === 0) continue;
      indices.push(u);
      values.push(countOf(cell, u));
    }
    starts[i + 1] = indices.length;
  }
  const sparse = { indices: Uint32Array.from(indices), values: Float32Array.from(values), starts };
  writeSparse(writer, `${at}/X`, { rows: cells.length, columns: genes.length, ...sparse });
}
