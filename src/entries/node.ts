/**
 * cellscape for Node: the library, files, and the native engine.
 *
 * @module
 */

import { nodeEngines } from "../host/node/nodeEngines.ts";
import { type RunData, runnerWith } from "../session/runData.ts";

export { nativeEngine } from "../engine/node.ts";
export { nodeEngines } from "../host/node/nodeEngines.ts";
export { nodeHost } from "../host/node/nodeHost.ts";
export { type Findings, type OpenedFile, open } from "../host/node/open.ts";
export { pngOf } from "../host/node/pictures.ts";
export { fileSource, fileTarget } from "../io/node/nodeFile.ts";
export { folderAt, inputAt } from "../io/node/nodeFolder.ts";
export {
  type ApplyFileOptions,
  type ApplySummary,
  applyFile,
  type ColocalizeOptions,
  colocalizeFile,
  type ExportFileOptions,
  exportFile,
  exportFormats,
  inspectFile,
  type RunFileOptions,
  type RunSummary,
  readSampleSheet,
  runFile,
  type SampleInput,
  type ScoreOptions,
  type Scores,
  scoreFile,
  simulateFile,
} from "../node.ts";
export * from "./main.ts";

/** `run` of the main module, on the native engine. */
export const run: RunData = runnerWith(nodeEngines);
