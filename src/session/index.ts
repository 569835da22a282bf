/**
 * The commands of the program over a host, for Node and for a page alike.
 *
 * @module
 */

export { type MaskPlace, maskPlace } from "../analyses/colocalization/readTarget.ts";
export { type AnalyzeFileOptions, analyzeFile } from "./analyzeFile.ts";
export { type AnnotateFileOptions, annotateFile } from "./annotateFile.ts";
export { type ApplyEditsOptions, applyEditsFile } from "./applyEditsFile.ts";
export { type ApplyFileOptions, type ApplySummary, applyFile } from "./applyFile.ts";
export { type ChooseFileOptions, chooseFile } from "./chooseFile.ts";
export { type ColocalizeOptions, type ColocalizeSummary, colocalizeFile } from "./colocalizeFile.ts";
export { type CompareOptions, compareFiles } from "./compareFiles.ts";
export { type ExportFileOptions, exportFile, exportFormats } from "./exportFile.ts";
export { type FigureFileOptions, figureFile, figureLines } from "./figureFile.ts";
export { type InspectedFile, inspectFile } from "./inspectFile.ts";
export { readSampleSheet, type SampleInput } from "./read/sampleSheet.ts";
export { type ReproduceOptions, type Reproduction, reproduceFile } from "./reproduceFile.ts";
export type { RunSummary } from "./run/concludeRun.ts";
export type { SessionOptions } from "./run/session.ts";
export { type RunFileOptions, runFile } from "./runFile.ts";
export { type ScoreOptions, type ScoreRow, type Scores, scoreFile } from "./scoreFile.ts";
export { simulateFile } from "./simulateFile.ts";
