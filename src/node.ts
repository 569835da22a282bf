/**
 * cellscape for Node: the library, files, and the native engine.
 *
 * @module
 */

export { maskPlace } from "./analyses/colocalization/readTarget.ts";
export { nativeEngine } from "./engine/node.ts";
export { nodeEngines } from "./host/node/engines.ts";
export { pngOf } from "./host/node/pictures.ts";
export * from "./index.ts";
export type { Additions } from "./io/anndata/additions.ts";
export { writeDataset, writeResult } from "./io/anndata/write.ts";
export { fileSource, fileTarget } from "./io/node/nodeFile.ts";
export { folderAt, inputAt } from "./io/node/nodeFolder.ts";
export { type ApplyFileOptions, type ApplySummary, applyFile } from "./session/applyFile.ts";
export { type ColocalizeOptions, colocalizeFile } from "./session/colocalizeFile.ts";
export { type ExportFileOptions, exportFile, exportFormats } from "./session/exportFile.ts";
export { inspectFile } from "./session/inspectFile.ts";
export { applyOptions } from "./session/options/apply.ts";
export { colocalizeOptions } from "./session/options/colocalize.ts";
export { controlOptions, type ProgressMode } from "./session/options/control.ts";
export { exportOptions } from "./session/options/export.ts";
export { outputOptions } from "./session/options/output.ts";

export { scoreOptions } from "./session/options/score.ts";
export { type RunFileOptions, type RunSummary, runFile } from "./session/runFile.ts";
export { readSampleSheet, type SampleInput } from "./session/sampleSheet.ts";
export { type ScoreOptions, type Scores, scoreFile } from "./session/scoreFile.ts";
export { simulateFile } from "./session/simulateFile.ts";
