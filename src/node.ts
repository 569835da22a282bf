/**
 * cellscape for Node: the library, files, and the native engine.
 *
 * @module
 */

import type { Dataset } from "./data/dataset.ts";
import { nodeHost } from "./host/node/nodeHost.ts";
import type { Inspection } from "./io/inspection/inspection.ts";
import * as session from "./session/index.ts";
import type { SimulateOptions } from "./simulate/options.ts";

export { nativeEngine } from "./engine/node.ts";
export type { Host } from "./host/host.ts";
export { nodeEngines } from "./host/node/nodeEngines.ts";
export { nodeHost } from "./host/node/nodeHost.ts";
export { pngOf } from "./host/node/pictures.ts";
export * from "./index.ts";
export type { Additions } from "./io/anndata/additions.ts";
export { writeDataset, writeResult } from "./io/anndata/write.ts";
export { fileSource, fileTarget } from "./io/node/nodeFile.ts";
export { folderAt, inputAt } from "./io/node/nodeFolder.ts";
export {
  type ApplyFileOptions,
  type ApplySummary,
  type ColocalizeOptions,
  type ColocalizeSummary,
  type ExportFileOptions,
  exportFormats,
  maskPlace,
  type RunFileOptions,
  type RunSummary,
  type SampleInput,
  type ScoreOptions,
  type Scores,
  type SessionOptions,
} from "./session/index.ts";
export { applyOptionGroups, applyOptions } from "./session/options/apply.ts";
export { colocalizeOptions } from "./session/options/colocalize.ts";
export { controlOptions, type ProgressMode } from "./session/options/control.ts";
export { exportOptions } from "./session/options/export.ts";
export { outputOptions } from "./session/options/output.ts";
export { reproduceOptions } from "./session/options/reproduce.ts";
export { scoreOptions } from "./session/options/score.ts";

/**
 * Find the domains of a file or folder, or of several as samples of one run, and write result.h5ad, domains.csv, figures
 * and manifest.json.
 *
 * @throws CellScapeError for input that cannot be analysed and output that cannot be written; nothing half-written stays.
 */
export function runFile(
  input: string | readonly session.SampleInput[],
  options: session.RunFileOptions,
): Promise<session.RunSummary> {
  return session.runFile(nodeHost, input, options);
}

/**
 * Find the domains of an earlier run in new samples by its saved model, without training.
 *
 * @throws CellScapeError for a model or samples that cannot be read or do not fit; nothing half-written stays.
 */
export function applyFile(
  model: string,
  inputs: readonly string[],
  options: session.ApplyFileOptions,
): Promise<session.ApplySummary> {
  return session.applyFile(nodeHost, model, inputs, options);
}

/**
 * Test whether cells that are high in a gene or a score lie near given points or a mask.
 *
 * @throws bad-option for a gene or column that is not there; whatever reading throws; cannot-write.
 */
export function colocalizeFile(path: string, options: session.ColocalizeOptions): Promise<session.ColocalizeSummary> {
  return session.colocalizeFile(nodeHost, path, options);
}

/**
 * Write a result for other programs.
 *
 * @returns a line for each format: what was written and how to open it.
 * @throws bad-option for an unknown format or a column that is not there; cannot-write; whatever reading throws.
 */
export function exportFile(path: string, options: session.ExportFileOptions): Promise<string[]> {
  return session.exportFile(nodeHost, path, options);
}

/**
 * What a file or folder is and how to run it.
 *
 * @throws bad-file, unsupported
 */
export function inspectFile(path: string): Promise<Inspection> {
  return session.inspectFile(nodeHost, path);
}

/**
 * A sheet of samples, see the columns in `cellscape run --help`.
 *
 * @throws bad-file when it cannot be read, lacks a path, or has fewer than two samples.
 */
export function readSampleSheet(path: string): Promise<session.SampleInput[]> {
  return session.readSampleSheet(nodeHost, path);
}

/**
 * Run again what a manifest.json records, and compare the results array by array.
 *
 * @throws bad-file for a manifest or an input that is not that of the run; whatever a run throws.
 */
export function reproduceFile(manifest: string, options: session.ReproduceOptions): Promise<session.Reproduction> {
  return session.reproduceFile(nodeHost, manifest, options);
}

/**
 * Compare the domains in a file with known labels.
 *
 * @throws bad-option when a column is not there; bad-data when no cell has a known label.
 */
export function scoreFile(path: string, options: session.ScoreOptions): Promise<session.Scores> {
  return session.scoreFile(nodeHost, path, options);
}

/**
 * Simulate a tissue of known domains and write it as .h5ad.
 *
 * @throws bad-option, cannot-write
 */
export function simulateFile(path: string, options: SimulateOptions & { seed?: number }): Promise<Dataset> {
  return session.simulateFile(nodeHost, path, options);
}
