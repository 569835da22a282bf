/**
 * cellscape for Node: the library, files, and the native engine.
 *
 * @module
 */

export { nativeEngine } from "./engine/node.ts";
export * from "./index.ts";
export { type Additions, writeDataset, writeResult } from "./io/anndata/h5adWrite.ts";
export { fileSource, fileTarget } from "./io/node/nodeFile.ts";
export { folderAt, inputAt } from "./io/node/nodeFolder.ts";
export { type ApplyFileOptions, type ApplySummary, applyFile } from "./node/applyFile.ts";
export { type ColocalizeOptions, colocalizeFile } from "./node/colocalizeFile.ts";
export { maskPlace } from "./node/colocalizeTarget.ts";
export { nodeEngines } from "./node/engines.ts";
export { type ExportFileOptions, exportFile, exportFormats } from "./node/exportFile.ts";
export { inspectFile } from "./node/inspectFile.ts";
export { pngOf } from "./node/pictures.ts";
export { type RunFileOptions, type RunSummary, runFile } from "./node/runFile.ts";
export { readSampleSheet, type SampleInput } from "./node/sampleSheet.ts";
export { type ScoreOptions, type Scores, scoreFile } from "./node/scoreFile.ts";
export { simulateFile } from "./node/simulateFile.ts";
