import { CellScapeError } from "../core/errors.ts";
import { flatOptions } from "../core/options/settingsFile.ts";
import type { Host } from "../host/host.ts";
import { withHdf5 } from "../io/hdf5/hdf5.ts";
import { parseConfig } from "./options/run.ts";
import { fileDigest } from "./read/digest.ts";
import { compareTrees, type Difference } from "./reproduce/compareTrees.ts";
import { findInputs } from "./reproduce/findInputs.ts";
import { type RecordedRun, readRecordedRun } from "./reproduce/recordedRun.ts";
import { differenceLine, type Verdict, verdictOf } from "./reproduce/verdict.ts";
import type { SessionOptions } from "./run/session.ts";
import { runFile } from "./runFile.ts";
import { manifestName } from "./write/outputFolder.ts";
import { resultName } from "./write/writeAnnData.ts";

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

/** Differences that are printed; more are counted. */
const mostLines = 10;

/**
 * Run again what a manifest.json records, and compare the results array by array. Timings are no results.
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
  const sameBytes = (await fileDigest(host, old)) === (await fileDigest(host, made));
  const [one, other] = [await old.mount(), await made.mount()];
  const differences = withHdf5(one, (a) => withHdf5(other, (b) => compareTrees(a, b)));
  const sameProgram = recorded.version === repeated.version && recorded.engine === repeated.engine;
  const verdict = verdictOf(differences, { sameBytes, sameProgram });
  return { verdict, differences, lines: linesOf({ recorded, repeated, verdict, differences, sameProgram }) };
}

/** Inputs of several files are compared once they are read. */
function expectSameInput(recorded: RecordedRun, repeated: RecordedRun): void {
  if (recorded.input.sha256 === repeated.input.sha256) return;
  const expected = `the input of the run (sha256 ${recorded.input.sha256})`;
  const fix = "give it with --input";
  throw new CellScapeError("bad-file", `reproduce: expected ${expected}, got ${repeated.input.sha256}; ${fix}`);
}

interface Found {
  readonly recorded: RecordedRun;
  readonly repeated: RecordedRun;
  readonly verdict: Verdict;
  readonly differences: readonly Difference[];
  readonly sameProgram: boolean;
}

function linesOf({ recorded, repeated, verdict, differences, sameProgram }: Found): string[] {
  const program = ({ version, engine }: RecordedRun) => `cellscape ${version}, engine ${engine}`;
  const how = sameProgram ? program(recorded) : `${program(repeated)}; recorded with ${program(recorded)}`;
  const shown = differences.slice(0, mostLines).map((difference) => `  ${differenceLine(difference)}`);
  const more = differences.length - shown.length;
  return [`${inWords[verdict]} (${how})`, ...shown, ...(more > 0 ? [`  and ${more} more arrays`] : [])];
}

const inWords: Readonly<Record<Verdict, string>> = {
  "same bytes": "same bytes: result.h5ad is identical",
  "same values": "same values: every array is identical; the files differ in timings or settings only",
  equivalent: "equivalent: labels are identical, numbers agree within 0.1 % of the largest value",
  different: "different: the first array that differs comes first",
};
