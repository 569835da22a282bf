/**
 * cellscape: spatial tissue domains and cell types from spatial omics data. Safe in a browser. This module holds the run of
 * a whole analysis over data in memory, and what all parts share; the parts have modules of their own: `cellscape/io`,
 * `preprocess`, `spatial`, `nn`, `methods`, `domains`, `analyses`, `figures`, `tensor`, `results`, and `cellscape/node` and
 * `cellscape/browser` for files and engines.
 *
 * @module
 */

import { referenceEngine } from "../engine/reference.ts";
import { wasmEngine } from "../engine/web.ts";
import { type RunData, runnerWith } from "../session/runData.ts";

export type { AllArtifacts } from "../analyses/registry.ts";
export { CellScapeError, type ErrorCode } from "../core/errors.ts";
export type { Options, OptionTable } from "../core/options/option.ts";
export type { Progress, Report } from "../core/progress.ts";
export { createRandom, type Random } from "../core/random.ts";
export { createTask, type PartStore, silentTask, type Task, type TaskOptions, type Work } from "../core/task.ts";
export { version } from "../core/version.ts";
export type { Dataset } from "../data/dataset.ts";
export type { GeneMap } from "../data/geneMap.ts";
export type { Graph } from "../data/graph.ts";
export type { Matrix } from "../data/matrix.ts";
export type { Samples } from "../data/samples.ts";
export type { Sparse } from "../data/sparse.ts";
export type { Column, Table } from "../data/table.ts";
export type { Picture, Tissue } from "../data/tissue.ts";
export type { ArtifactName, Artifacts } from "../run/artifacts.ts";
export type { Config } from "../run/options/config.ts";
export { type Settings, settle } from "../run/options/settings.ts";
export type { RunResult } from "../run/run.ts";
export {
  allOptions,
  type ConfigInput,
  type OptionName,
  optionGroups,
  parseConfig,
  type RunConfig,
  type RunSettings,
} from "../session/options/run.ts";
export type { RunData, RunDataOptions } from "../session/runData.ts";
export type { SimulateOptions } from "../simulate/options.ts";
export { simulateSections, simulateTissue } from "../simulate/simulateTissue.ts";

/**
 * Compute artifacts of a data set, such as `domains`, `embeddings` or `domainMarkers`: each step once, in the order that
 * their needs give. An optional step that fails is left out with a warning.
 *
 * @param dataset counts and positions, from a reader or a simulation.
 * @param wanted names of artifacts; the domains by default.
 * @param options settings (`config`), progress (`report`), cancellation (`signal`), an engine; all with defaults.
 * @throws bad-option for settings that do not fit; bad-data for data that cannot be analysed; cancelled when the signal
 * fires before there is something to keep.
 * @example
 * import { createRandom, run, simulateTissue } from "cellscape";
 * const tissue = simulateTissue({ cells: 300, genes: 60, domains: 3 }, createRandom(0));
 * const { artifacts } = await run(tissue, ["domains"], { config: { domains: 3 } });
 * console.log(artifacts.domains.refined);
 */
export const run: RunData = runnerWith({ wasm: wasmEngine, reference: async () => referenceEngine });
