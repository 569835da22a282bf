import { expectNumbers } from "../analyses/domainNames/nameTable.ts";
import { checkedInputs } from "../analyses/wanted.ts";
import { CellScapeError } from "../core/errors.ts";
import type { Host } from "../host/host.ts";
import type { RunConfig } from "./options/run.ts";
import type { SampleInput } from "./read/sampleSheet.ts";
import { computeRun } from "./run/computeRun.ts";
import { concludeRun, type RunSummary } from "./run/concludeRun.ts";
import { prepareRun } from "./run/prepareRun.ts";
import { runJob } from "./run/runJob.ts";
import { openSession, type SessionOptions } from "./run/session.ts";
import { unlessEnding } from "./run/unlessEnding.ts";

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

/** Settings that do not fit together are reported before anything is read. */
function expectInputs(inputs: readonly SampleInput[], config: RunConfig): void {
  if (inputs.length === 0) throw new CellScapeError("bad-option", "run: expected a file, got none");
  if (inputs.length > 1 && config.sampleKey !== undefined) {
    const way = "leave it out: each file is a sample";
    throw new CellScapeError("bad-option", `--sample-key: expected one file, got ${inputs.length}; ${way}`);
  }
}
