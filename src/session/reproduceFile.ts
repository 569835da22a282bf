import { CellScapeError } from "../core/errors.ts";
import { flatOptions } from "../core/options/settingsFile.ts";
import type { Host } from "../host/host.ts";
import { withHdf5 } from "../io/hdf5/hdf5.ts";
import { parseConfig } from "./options/run.ts";
import { fileDigest } from "./read/digest.ts";
import { compareTrees, type Difference, inOrder } from "./reproduce/compareTrees.ts";
import { findInputs } from "./reproduce/findInputs.ts";
import { comparisonLines } from "./reproduce/lines.ts";
import { type RecordedRun, readRecordedRun } from "./reproduce/recordedRun.ts";
import { tableDifferences } from "./reproduce/tableDifferences.ts";
import { type Verdict, verdictOf } from "./reproduce/verdict.ts";
import type { SessionOptions } from "./run/session.ts";
import { runFile } from "./runFile.ts";
import { manifestName } from "./write/outputFolder.ts";
import { resultName } from "./write/writeAnnData.ts";

/** Inputs and engine of the repeated run. */
export interface ReproduceOptions extends Pick<SessionOptions, "out" | "report" | "signal" | "ending"> {
  /** Inputs in place of the recorded ones, in their order. */
  readonly input?: readonly string[] | undefined;
  /** In place of those of the run. */
  readonly engine?: string | undefined;
  readonly threads?: number | undefined;
}

/** Whether a run gives the same result again, and where it does not. */
export interface Reproduction {
  readonly verdict: Verdict;
  /** In the order in which a run computes them. */
  readonly differences: readonly Difference[];
  /** The same in words, one line each. */
  readonly lines: readonly string[];
}

/**
 * Run again what a manifest.json records, and compare the results array by array, and the tables column by column. Timings are no results.
 *
 * @param manifest path of the manifest, with result.h5ad of the run beside it.
 * @throws bad-file for a manifest or an input that is not that of the run; whatever a run throws.
 */
export async function reproduceFile(host: Host, manifest: string, options: ReproduceOptions): Promise<Reproduction> {
  const { paths, files } = host;
  const { out, report, signal, ending, input: given = [], engine, threads } = options;
  const recorded = await readRecordedRun(host, manifest);
  const old = await files.openFile(paths.join(paths.dirname(manifest), resultName));
  const inputs = await findInputs(host, recorded, { manifest, given });
  const machine = { ...(engine === undefined ? {} : { engine }), ...(threads === undefined ? {} : { threads }) };
  const config = parseConfig({ ...flatOptions(recorded.options), ...machine });
  await runFile(host, inputs, {
    config,
    out,
    report,
    signal,
    ending,
    timings: false,
    command: ["reproduce", manifest],
  });
  const repeated = await readRecordedRun(host, paths.join(out, manifestName));
  expectSameInput(recorded, repeated);
  const made = await files.openFile(paths.join(out, resultName));
  const [one, other] = [await old.mount(), await made.mount()];
  const arrays = withHdf5(one, (a) => withHdf5(other, (b) => compareTrees(a, b)));
  const tables = await tableDifferences(host, { recorded, repeated }, { from: paths.dirname(manifest), to: out });
  const differences = inOrder([...arrays, ...tables.differences]);
  const sameFile = (await fileDigest(host, old)) === (await fileDigest(host, made));
  const sameBytes = sameFile && differences.length === 0;
  const sameProgram = recorded.version === repeated.version && recorded.engine === repeated.engine;
  const verdict = verdictOf(differences, { sameBytes, sameProgram });
  return {
    verdict,
    differences,
    lines: comparisonLines({ ...tables, recorded, repeated, verdict, differences, sameProgram }),
  };
}

/** Inputs of several files are compared once they are read. */
function expectSameInput(recorded: RecordedRun, repeated: RecordedRun): void {
  if (recorded.input.sha256 === repeated.input.sha256) return;
  const expected = `the input of the run (sha256 ${recorded.input.sha256})`;
  const fix = "give it with --input";
  throw new CellScapeError("bad-file", `reproduce: expected ${expected}, got ${repeated.input.sha256}; ${fix}`);
}
