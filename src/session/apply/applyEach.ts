import { CellScapeError } from "../../core/errors.ts";
import type { Host } from "../../host/host.ts";
import { slugsOf } from "../../results/reported.ts";
import { sampleNames } from "../read/sampleNames.ts";
import type { SampleInput } from "../read/sampleSheet.ts";
import type { SessionOptions } from "../run/session.ts";
import { jointTable } from "./jointTable.ts";
import { type AppliedSample, byName, jointName, type SampleOutcome, statusName, statusTable } from "./sampleOutcome.ts";

/** What was made of one sample, and where it is, in words. */
export interface Applied extends AppliedSample {
  readonly lines: readonly string[];
}

/** Errors that would meet every other sample too, or that the user caused. */
const ends: ReadonlySet<string> = new Set(["cannot-write", "cancelled"]);

/**
 * Work on several samples, each in a folder of its own; then write domains.csv of all of them and, last, status.csv. A
 * sample that cannot be analysed does not end the work.
 *
 * @throws CellScapeError when results cannot be written or would replace an input, and when the work is ended.
 */
export async function applyEach(
  host: Host,
  inputs: readonly SampleInput[],
  applyOne: (input: SampleInput, options: SessionOptions) => Promise<Applied>,
  { protects = [], ...options }: SessionOptions,
): Promise<{ readonly stopped: boolean; readonly lines: readonly string[]; readonly failures: CellScapeError[] }> {
  const { files, paths } = host;
  const { out, report, checkpoints } = options;
  const names = sampleNames(host, inputs);
  const folders = slugsOf(names);
  const place = (name: string) => paths.join(out, name);
  expectFree(host, [place(statusName), place(jointName)], protects);
  const unlock = await files.lockOutputFolder(out, protects);
  const outcomes: SampleOutcome[] = [];
  const lines: string[] = [];
  try {
    for (const name of [statusName, jointName]) await files.remove(place(name));
    for (const [s, input] of inputs.entries()) {
      const [sample, folder] = [names[s], folders[s]];
      const kept = checkpoints === undefined ? {} : { checkpoints: paths.join(checkpoints, folder) };
      try {
        const { lines: ownLines, ...applied } = await applyOne(input, { ...options, out: place(folder), ...kept });
        lines.push(...ownLines);
        outcomes.push({ sample, input, folder, applied });
      } catch (error) {
        if (!(error instanceof CellScapeError) || ends.has(error.code)) throw error;
        report?.({ kind: "warning", step: "apply", text: `sample ${sample} failed: ${error.message}` });
        outcomes.push({ sample, input, folder, error });
      }
    }
    await writeJoint(host, outcomes, options);
    await files.save(place(statusName), statusTable(outcomes, paths.basename));
  } finally {
    unlock();
  }
  const failures = outcomes.flatMap(({ error }) => (error ? [error] : []));
  const failed = byName(outcomes).flatMap(({ sample, error }) => (error ? [sample] : []));
  return {
    stopped: outcomes.some(({ applied }) => applied?.stopped),
    lines: [
      ...lines,
      ...(failed.length < outcomes.length ? [`all samples: ${place(jointName)}`] : []),
      ...(failed.length > 0 ? [`${failed.length} of ${outcomes.length} samples failed: ${failed.join(", ")}`] : []),
      `status:   ${place(statusName)}`,
    ],
    failures,
  };
}

/** The domains of all samples that are done; of none, no table. */
async function writeJoint(
  { files, paths }: Host,
  outcomes: readonly SampleOutcome[],
  { out, report }: SessionOptions,
): Promise<void> {
  const done = byName(outcomes).filter(({ applied }) => applied !== undefined);
  if (done.length === 0) return;
  const tables = done.map(({ sample, folder }) => {
    return { sample, open: () => files.openFile(paths.join(out, folder, jointName)) };
  });
  try {
    await files.save(paths.join(out, jointName), jointTable(tables));
  } catch (error) {
    if (!(error instanceof CellScapeError && error.code === "bad-data")) throw error;
    report?.({ kind: "warning", step: "apply", text: `there is no table of all samples: ${error.message}` });
  }
}

/** @throws bad-option when a table of all samples would replace an input. */
function expectFree({ paths }: Host, tables: readonly string[], protects: readonly string[]): void {
  const taken = tables.find((table) => protects.some((path) => paths.resolve(path) === paths.resolve(table)));
  if (taken === undefined) return;
  throw new CellScapeError(
    "bad-option",
    `--out: expected a folder without the inputs, got ${taken}; choose another --out`,
  );
}
