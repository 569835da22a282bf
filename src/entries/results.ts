/**
 * Results of a run: open a result.h5ad, and write it for other programs.
 *
 * @module
 */

export {
  type Exported,
  type Exporter,
  type ExportOptions,
  type ExportTarget,
  groupNames,
  type Result,
} from "../export/exporter.ts";
export { exporters } from "../export/exporters.ts";
export { openResult } from "../export/openResult.ts";
