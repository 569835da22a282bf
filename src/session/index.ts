/**
 * The commands of the program over a host, for Node and for a page alike.
 *
 * @module
 */

export { type ApplyFileOptions, type ApplySummary, applyFile } from "./applyFile.ts";
export { type ColocalizeOptions, colocalizeFile } from "./colocalizeFile.ts";
export { type MaskPlace, maskPlace } from "./colocalizeTarget.ts";
export type { RunSummary } from "./concludeRun.ts";
export { type ExportFileOptions, exportFile, exportFormats } from "./exportFile.ts";
export { inspectFile } from "./inspectFile.ts";
export { type RunFileOptions, runFile } from "./runFile.ts";
export { readSampleSheet, type SampleInput } from "./sampleSheet.ts";
export { type ScoreOptions, type ScoreRow, type Scores, scoreFile } from "./scoreFile.ts";
export { simulateFile } from "./simulateFile.ts";
