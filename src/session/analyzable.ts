import type { Analysis } from "../analyses/analysis.ts";
import { allAnalyses } from "../analyses/registry.ts";
import { CellScapeError } from "../core/errors.ts";
import type { Host } from "../host/host.ts";
import { settingsOf } from "./options/analyze.ts";
import { parseConfig, type RunConfig } from "./options/run.ts";
import { openStored } from "./read/openStored.ts";

/** An analysis that can be requested by its name. */
export interface ListedAnalysis {
  readonly name: string;
  /** Title of its part of the report. */
  readonly title: string;
  /** What it lacks for this result, such as gene sets; undefined where it can be computed as it is. */
  readonly lacks: string | undefined;
}

/** What analyses of a result may be requested. */
export interface Analyzable {
  /** Column of obs with the domains that are analysed by default. */
  readonly column: string;
  readonly analyses: readonly ListedAnalysis[];
}

/**
 * The analyses of a result.h5ad that exists, in the order of the registry.
 *
 * @throws bad-file for what is no result of a run; unsupported for the result of a saved model.
 */
export async function analyzable(host: Pick<Host, "files">, path: string): Promise<Analyzable> {
  const stored = await openStored(await host.files.openFile(path));
  const config = parseConfig(settingsOf(stored.record, stored.has));
  const samples = stored.record.samples?.names.length ?? 1;
  const analyses = allAnalyses().flatMap((analysis): ListedAnalysis[] => {
    const { name, listed = true, pages: [page] = [] } = analysis;
    return listed ? [{ name, title: page?.title ?? name, lacks: lackOf(analysis, config, samples) }] : [];
  });
  return { column: stored.column, analyses };
}

function lackOf({ name, acrossSamples, available }: Analysis, config: RunConfig, samples: number): string | undefined {
  if (acrossSamples && samples < 2) return "expected several samples, got one";
  try {
    available?.({ ...config, want: [name] } as RunConfig, { named: true, samples });
    return undefined;
  } catch (error) {
    if (error instanceof CellScapeError) return error.message.replace(`--want ${name}: `, "");
    throw error;
  }
}
