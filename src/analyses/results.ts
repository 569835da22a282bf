import type { AnnDataKeys } from "../results/annDataKeys.ts";
import type { CsvTable } from "../results/csvTable.ts";
import { type EntryNames, freeNames } from "../results/entryNames.ts";
import { type AnalysisPage, chapters } from "../results/page.ts";
import type { Cite } from "../results/references.ts";
import type { Config } from "../run/options/config.ts";
import { type AnalysedArtifacts, allAnalyses } from "./registry.ts";

/**
 * Entries of result.h5ad of the analyses that ran, under the keys that scanpy and squidpy read.
 *
 * @param names that the input leaves free.
 */
export function analysisKeys(made: AnalysedArtifacts, config: Config, names: EntryNames = freeNames): AnnDataKeys {
  const parts = allAnalyses().map((analysis) => analysis.keys?.(made, config, names) ?? {});
  return {
    obs: Object.assign({}, ...parts.map(({ obs }) => obs)),
    obsm: Object.assign({}, ...parts.map(({ obsm }) => obsm)),
    obsp: Object.assign({}, ...parts.map(({ obsp }) => obsp)),
    uns: Object.assign({}, ...parts.map(({ uns }) => uns)),
  };
}

/** Entries of the record of a run of the analyses that ran. */
export function analysisRecords(made: AnalysedArtifacts, config: Config): Readonly<Record<string, unknown>> {
  return Object.assign({}, ...allAnalyses().map((analysis) => analysis.record?.(made, config) ?? {}));
}

/** Tables of the analyses that ran. */
export function analysisTables(made: AnalysedArtifacts, config: Config): CsvTable[] {
  return allAnalyses().flatMap((analysis) => analysis.tables?.(made, config) ?? []);
}

/** Numbers of each cell of the file that analyses add to the table of domains, by column. */
export function cellValues(made: AnalysedArtifacts): Readonly<Record<string, ArrayLike<number>>> {
  return Object.assign({}, ...allAnalyses().map((analysis) => analysis.cellValues?.(made) ?? {}));
}

/** Sentences of the methods paragraph on the analyses that ran. */
export function analysisMethods(made: AnalysedArtifacts, config: Config, cite: Cite): string[] {
  return allAnalyses().flatMap((analysis) => analysis.methods?.(made, config, cite) ?? []);
}

/** Quality notes of the report on the analyses that ran. */
export function analysisWarnings(made: AnalysedArtifacts): string[] {
  return allAnalyses().flatMap((analysis) => analysis.warnings?.(made) ?? []);
}

/** Pages of all analyses, in the order of the report's chapters. */
export function analysisPages(): AnalysisPage[] {
  const pages = allAnalyses().flatMap((analysis) => analysis.pages ?? []);
  return chapters.flatMap((chapter) => pages.filter((page) => page.chapter === chapter));
}
