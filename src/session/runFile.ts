import { expectNumbers } from "../analyses/domainNames/nameTable.ts";
import { checkedInputs } from "../analyses/wanted.ts";
import type { Host } from "../host/host.ts";
import type { RunConfig } from "./options/run.ts";
import { expectInputs } from "./read/expectInputs.ts";
import type { SampleInput } from "./read/sampleSheet.ts";
import { computeRun } from "./run/computeRun.ts";
import { concludeRun, type RunSummary } from "./run/concludeRun.ts";
import { prepareRun } from "./run/prepareRun.ts";
import { runJob } from "./run/runJob.ts";
import { openSession, type SessionOptions } from "./run/session.ts";
import { unlessEnding } from "./run/unlessEnding.ts";

/** Settings of a run, and where it reports and writes. */
export interface RunFileOptions extends SessionOptions {
  readonly config: RunConfig;
}

/**
 * The main job: read a file or folder, or several as samples of one run, find domains, write result.h5ad, domains.csv, figures and
 * manifest.json.
 *
 * @throws CellScapeError for input that cannot be analysed and output that cannot be written; nothing half-written stays.
 */
export async function runFile(
  host: Host,
  input: string | readonly SampleInput[],
  options: RunFileOptions,
): Promise<RunSummary> {
  const inputs = typeof input === "string" ? [{ path: input }] : input;
  const { config } = options;
  expectInputs(inputs, config);
  const given = await checkedInputs(config, host.files.openFile);
  expectNumbers(given, config.domains);
  const job = runJob();
  const session = await openSession(host, inputs, options);
  try {
    const prepared = await unlessEnding(prepareRun(session, job, config, given), options.ending);
    const computed = await computeRun(session, job, prepared, given);
    return await concludeRun(session, job, prepared, computed);
  } finally {
    session.close();
  }
}
