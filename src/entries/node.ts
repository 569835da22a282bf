/**
 * cellscape for Node: the library, files, and the native engine.
 *
 * @module
 */

import { nodeEngines } from "../host/node/engines.ts";
import { type RunData, runnerWith } from "../session/runData.ts";

export { nativeEngine } from "../engine/node.ts";
export { nodeEngines } from "../host/node/engines.ts";
export { type Findings, type OpenedFile, open } from "../host/node/open.ts";
export { pngOf } from "../host/node/pictures.ts";
export { fileSource, fileTarget } from "../io/node/nodeFile.ts";
export { folderAt, inputAt } from "../io/node/nodeFolder.ts";
export { type ApplyFileOptions, type ApplySummary, applyFile } from "../session/applyFile.ts";
export { type ColocalizeOptions, colocalizeFile } from "../session/colocalizeFile.ts";
export { type ExportFileOptions, exportFile, exportFormats } from "../session/exportFile.ts";
export { inspectFile } from "../session/inspectFile.ts";
export { type RunFileOptions, type RunSummary, runFile } from "../session/runFile.ts";
export { readSampleSheet, type SampleInput } from "../session/sampleSheet.ts";
export { type ScoreOptions, type Scores, scoreFile } from "../session/scoreFile.ts";
export { simulateFile } from "../session/simulateFile.ts";
export * from "./main.ts";

/** `run` of the main module, on the native engine. */
export const run: RunData = runnerWith(nodeEngines);
