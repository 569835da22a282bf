/**
 * Reading data sets of every known format, recognised by their content; readers of a program's own; writing AnnData.
 *
 * @module
 */

export { type ColumnValues, columnOf } from "../data/columnOf.ts";
export type { Dataset } from "../data/dataset.ts";
export type { Matrix } from "../data/matrix.ts";
export type { Samples } from "../data/samples.ts";
export type { Sparse } from "../data/sparse.ts";
export type { Column, Table } from "../data/table.ts";
export type { Picture, Tissue } from "../data/tissue.ts";
export type { Additions } from "../io/anndata/additions.ts";
export { writeDataset, writeResult } from "../io/anndata/write.ts";
export { datasetFrom, type PlainDataset } from "../io/assembly/datasetFrom.ts";
export { type FormatFacts, inspectDataset } from "../io/inspection/inspectDataset.ts";
export { describeInspection, type Inspection } from "../io/inspection/inspection.ts";
export { inspectSource, type Opened, openDataset, readDataset } from "../io/open.ts";
export type { FileReader, FolderReader, Reader, ReadOptions } from "../io/reader.ts";
export { registerReader } from "../io/registry.ts";
export type { Draft, Folder, Input, Source, Target } from "../io/source.ts";
