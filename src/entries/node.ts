/**
 * cellscape for Node: the library, files, the native engine, and the commands of the program.
 *
 * @module
 */

import type { Host } from "../host/host.ts";
import { fitCommand } from "../host/node/fitCommand.ts";
import { nodeEngines } from "../host/node/nodeEngines.ts";
import { nodeHost } from "../host/node/nodeHost.ts";
import { type BenchFileOptions, type BenchSummary, benchFile as benchOn } from "../session/benchFile.ts";
import * as session from "../session/index.ts";
import { type RunData, runnerWith } from "../session/runData.ts";

export { nativeEngine } from "../engine/node.ts";
export type { Host } from "../host/host.ts";
export { nodeEngines } from "../host/node/nodeEngines.ts";
export { nodeHost } from "../host/node/nodeHost.ts";
export { type Findings, type OpenedFile, open } from "../host/node/open.ts";
export { pngOf } from "../host/node/pictures.ts";
export { fileSource, fileTarget } from "../io/node/nodeFile.ts";
export { folderAt, inputAt } from "../io/node/nodeFolder.ts";
export type { BenchFileOptions, BenchSummary } from "../session/benchFile.ts";
export {
  type ApplyFileOptions,
  type ApplySummary,
  type ColocalizeOptions,
  type ColocalizeSummary,
  type CompareOptions,
  type ExportFileOptions,
  exportFormats,
  type ReproduceOptions,
  type Reproduction,
  type RunFileOptions,
  type RunSummary,
  type SampleInput,
  type ScoreOptions,
  type Scores,
} from "../session/index.ts";
export * from "./main.ts";

/** `run` of the main module, on the native engine. */
export const run: RunData = runnerWith(nodeEngines);

/** A command of a session over the files and engines of this machine. */
function onNode<Given extends unknown[], Made>(command: (host: Host, ...given: Given) => Made) {
  return (...given: Given): Made => command(nodeHost, ...given);
}

/**
 * Find the domains of a file or folder, or of several as samples of one run, and write result.h5ad, domains.csv, figures
 * and manifest.json.
 *
 * @throws CellScapeError for input that cannot be analysed and output that cannot be written; no partial file remains.
 */
export const runFile = onNode(session.runFile);

/**
 * Assign the cells of new samples to the domains of an earlier run by its saved model, without training.
 *
 * @throws CellScapeError for a model or samples that cannot be read or do not fit; no partial file remains.
 */
export const applyFile = onNode(session.applyFile);

/**
 * Do recorded edits of the columns of an .h5ad again, and of a result its analyses.
 *
 * @throws bad-file for edits that cannot be read; bad-data and bad-option for those that do not fit the file.
 */
export const applyEditsFile = onNode(session.applyEditsFile);

/**
 * Run again what a manifest.json records, and compare the results array by array and table by table.
 *
 * @throws bad-file for a manifest or an input that is not that of the run; whatever a run throws.
 */
export const reproduceFile = onNode(session.reproduceFile);

/**
 * Carry labels of annotated sections to new ones by a run of all of them together.
 *
 * @throws bad-option without references, or for a column of labels that is not there; whatever a run throws.
 */
export const annotateFile = onNode(session.annotateFile);

/**
 * Compare methods on data sets with known labels, each run in a process of its own, and write the page and its tables.
 *
 * @param inputs a plan, or data sets with the column `truth`.
 * @param options `jobs`, runs at once, is 1 by default.
 * @throws bad-option and bad-file for a plan, plug-in or data set that does not fit; cannot-write; a run that fails is a row.
 */
export function benchFile(
  inputs: readonly string[],
  { jobs = 1, ...options }: Omit<BenchFileOptions, "fitCommand" | "jobs"> & { readonly jobs?: number },
): Promise<BenchSummary> {
  return benchOn(nodeHost, inputs, { ...options, jobs, fitCommand });
}

/**
 * Compare labels of the same cells in files that exist with the known ones: the page and tables of a benchmark, without runs.
 *
 * @throws bad-option where a column is not there; bad-data where the cells differ or none has a known label; cannot-write.
 */
export const compareFiles = onNode(session.compareFiles);

/**
 * Make another kind of partition the domains of a result, and its analyses with it.
 *
 * @throws bad-option for a kind that the result does not hold; bad-file for what is no result of a run.
 */
export const chooseFile = onNode(session.chooseFile);

/**
 * Test whether cells that are high in a gene or a score lie near given points or a mask.
 *
 * @throws bad-option for a gene or column that is not there; whatever reading throws; cannot-write.
 */
export const colocalizeFile = onNode(session.colocalizeFile);

/**
 * Export a result to the formats of other programs.
 *
 * @returns one line per format: what was written and how to open it.
 * @throws bad-option for an unknown format or a column that is not there; cannot-write; whatever reading throws.
 */
export const exportFile = onNode(session.exportFile);

/**
 * The format of a file or folder, what it holds, and the command that runs it.
 *
 * @throws bad-file, unsupported
 */
export const inspectFile = onNode(session.inspectFile);

/**
 * A sheet of samples, see `--samples` in `cellscape run --help`.
 *
 * @throws bad-file when it cannot be read, lacks a path, or has fewer than two samples.
 */
export const readSampleSheet = onNode(session.readSampleSheet);

/**
 * Compare the domains in a file with known labels.
 *
 * @throws bad-option when a column is not there; bad-data when no cell has a known label.
 */
export const scoreFile = onNode(session.scoreFile);

/**
 * Simulate a tissue of known domains and write it as .h5ad.
 *
 * @throws bad-option, cannot-write
 */
export const simulateFile = onNode(session.simulateFile);
