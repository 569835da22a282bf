import { hasHints } from "../analyses/hints/options.ts";
import { checkedInputs } from "../analyses/wanted.ts";
import { CellScapeError } from "../core/errors.ts";
import type { Host } from "../host/host.ts";
import type { RunRecord } from "../run/stored/runRecord.ts";
import { settingsOf } from "./options/analyze.ts";
import { type ConfigInput, parseConfig, type RunConfig } from "./options/run.ts";
import { openStored } from "./read/openStored.ts";
import { analyzeJob } from "./run/analyzeJob.ts";
import { asInRun } from "./run/asInRun.ts";
import { computeRun } from "./run/computeRun.ts";
import { concludeRun, type RunSummary } from "./run/concludeRun.ts";
import { type PreparedRun, prepareRun } from "./run/prepareRun.ts";
import { openSession, type SessionOptions } from "./run/session.ts";
import { unlessEnding } from "./run/unlessEnding.ts";

export interface AnalyzeFileOptions extends Omit<SessionOptions, "out"> {
  /** Folder that results go to; `analysis` beside the result by default. */
  readonly out?: string | undefined;
  /** Settings of the analyses, and others that may differ from those of the run. */
  readonly config?: ConfigInput;
  /** Column of obs with the domains; those of the run by default. */
  readonly column?: string | undefined;
}

/**
 * Analyses, figures and report of a result.h5ad that exists: nothing is trained. The domains may have been renamed,
 * reordered or edited since, or be those of another column. The run's own record stays, and the analysis adds its own.
 *
 * @throws bad-file for what is no result of a run; bad-option for analyses that lack what they need; nothing half-written stays.
 */
export async function analyzeFile(
  host: Host,
  path: string,
  { config: given = {}, column, out: wanted, ...options }: AnalyzeFileOptions = {},
): Promise<RunSummary> {
  const { join, dirname } = host.paths;
  const out = wanted ?? join(dirname(path), "analysis");
  const stored = await openStored(await host.files.openFile(path), column);
  const settings = parseConfig({ ...settingsOf(stored.record, stored.has), ...given });
  const config = stored.column === stored.keys.domain ? settings : { ...settings, column: stored.column };
  expectHints(given, settings);
  const read = await checkedInputs(config, host.files.openFile);
  const job = analyzeJob(stored, given.domains === undefined ? "auto" : config.domains);
  const session = await openSession(host, [{ path }], { ...options, out });
  try {
    const prepared = preparedAsInRun(
      await unlessEnding(prepareRun(session, job, config, read), options.ending),
      stored.record,
    );
    const computed = await computeRun(session, job, prepared, read);
    return await concludeRun(session, job, prepared, computed);
  } finally {
    session.close();
  }
}

/** @throws bad-option for a number of domains where none are made. */
function expectHints({ domains }: ConfigInput, settings: RunConfig): void {
  if (domains === undefined || hasHints(settings)) return;
  const way = "add --hints or --hints-column, or find other domains with cellscape run";
  throw new CellScapeError("bad-option", `--domains: expected labels of some cells with it, got none; ${way}`);
}

/** What was read, as the run had it. */
export function preparedAsInRun({ input, ...prepared }: PreparedRun, record: RunRecord): PreparedRun {
  return { ...prepared, input: { ...input, dataset: asInRun(input.dataset, record) } };
}
