import { basename } from "node:path";
import type { Dataset } from "../data/dataset.ts";
import { readDataset } from "../io/reader.ts";
import type { Source } from "../io/source.ts";
import type { Config } from "../pipeline/config.ts";
import { expectColumns } from "../pipeline/labels.ts";
import type { Report } from "../pipeline/progress.ts";
import { fileDigest } from "./digest.ts";

/** A dataset and the file that it came from. */
export interface Input {
  readonly dataset: Dataset;
  readonly source: Source;
  /** Which file it was, for the record: its name without folders, its size in bytes and its SHA-256. */
  readonly file: { readonly name: string; readonly bytes: number; readonly sha256: string };
}

/**
 * Read a file, and say what was found in it.
 *
 * @throws CellScapeError when it is no file that can be read, or lacks a column that the settings name.
 */
export async function readInput(source: Source, config: Config, report: Report): Promise<Input> {
  const path = source.name;
  const { counts: countsFrom, positions } = config;
  const dataset = await readDataset(source, {
    ...(countsFrom ? { countsFrom } : {}),
    ...(positions ? { positions } : {}),
  });
  expectColumns(dataset, config);
  const size = `${dataset.cells.length} cells x ${dataset.genes.length} genes`;
  const from = `counts from ${dataset.countsFrom}, positions from ${dataset.positionsFrom}`;
  report({ kind: "note", step: "read", text: `${size}, ${from}` });
  const sha256 = await fileDigest(path);
  return { dataset, source, file: { name: basename(path), bytes: source.size, sha256 } };
}
