import type { GenePlan, PlannedSample } from "../../cohort/records.ts";
import { CellScapeError } from "../../core/errors.ts";
import type { Report } from "../../core/progress.ts";
import { createTask, type Task } from "../../core/task.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Host } from "../../host/host.ts";
import { withKnownUnit } from "../../preprocess/units/knownUnit.ts";
import type { RunConfig } from "../options/run.ts";
import { readOne } from "../read/readOne.ts";
import type { SampleInput } from "../read/sampleSheet.ts";

/** A sample with its name. */
export type NamedInput = SampleInput & { readonly sample: string };

/** What a job has besides its inputs. */
export interface JobOptions {
  readonly out: string;
  readonly report?: Report | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly ending?: AbortSignal | undefined;
}

/** What a job on several samples made. */
export interface SampleJobEnd {
  readonly lines: readonly string[];
  readonly failures: readonly CellScapeError[];
}

/** Names that can be those of files everywhere and of wildcards of engines. */
const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** @throws bad-option for a name that files cannot have. */
export function expectPlainNames(inputs: readonly NamedInput[]): void {
  const strange = inputs.find(({ sample }) => !plainName.test(sample));
  if (!strange) return;
  const way = "name samples with letters, digits, '.', '_' and '-' (column sample of the sheet, or --sample)";
  throw new CellScapeError(
    "bad-option",
    `cohort: expected a name that begins with a letter or digit and has no blanks, got "${strange.sample}"; ${way}`,
  );
}

/** Errors that would meet every other sample too, or that the user caused. */
const ends: ReadonlySet<string> = new Set(["cannot-write", "cancelled"]);

/**
 * Work on samples one after the other. Of several, one that fails leaves the others done.
 *
 * @throws what the work on a sample throws, where it is the only one; cannot-write and cancelled at once.
 */
export async function forEachSample(
  inputs: readonly NamedInput[],
  { report }: Pick<JobOptions, "report">,
  work: (input: NamedInput) => Promise<string>,
): Promise<SampleJobEnd> {
  expectPlainNames(inputs);
  const lines: string[] = [];
  const failures: CellScapeError[] = [];
  for (const input of inputs) {
    try {
      lines.push(await work(input));
    } catch (error) {
      if (inputs.length === 1 || !(error instanceof CellScapeError) || ends.has(error.code)) throw error;
      failures.push(error);
      lines.push(`${input.sample}: failed: ${error.message}`);
      report?.({ kind: "warning", step: "cohort", text: `sample ${input.sample} failed: ${error.message}` });
    }
  }
  return { lines, failures };
}

/** A sample as it was read. */
export interface ReadSample {
  readonly dataset: Dataset;
  /** SHA-256 of what was read. */
  readonly digest: string;
}

/**
 * Read a sample.
 *
 * @param planned its entry in the plan. @throws bad-data when the input changed since then.
 */
export async function readSample(
  host: Host,
  { path, sample }: NamedInput,
  config: RunConfig,
  { report, signal }: Pick<JobOptions, "report" | "signal">,
  planned?: PlannedSample,
): Promise<ReadSample> {
  const task = createTask("read", { report, signal });
  report?.({ kind: "begin", step: "read", does: `Reading ${path}` });
  const { dataset, file } = await readOne(host, path, config, task);
  expectUnchanged(sample, file.sha256, planned);
  return { dataset: await withKnownUnit(dataset), digest: file.sha256 };
}

/** @throws bad-data when the input is another one than that of `prepare`. */
export function expectUnchanged(sample: string, digest: string, planned: PlannedSample | undefined): void {
  if (!planned || planned.input === digest) return;
  const way = "run cohort prepare and merge again, or give the file that it read";
  throw new CellScapeError("bad-data", `${sample}: expected the input that cohort prepare read, got another; ${way}`);
}

/** The entry of a sample in a plan. @throws bad-option for a sample that is none of it. */
export function plannedOf({ samples }: Pick<GenePlan, "samples">, sample: string): PlannedSample {
  const planned = samples.find((each) => each.sample === sample);
  if (planned) return planned;
  throw new CellScapeError(
    "bad-option",
    `cohort: expected a sample of the plan, got ${sample}; prepare and merge it first`,
  );
}

/** The task of a step of a job, begun. */
export function beginStep(step: string, does: string, { report, signal }: Pick<JobOptions, "report" | "signal">): Task {
  report?.({ kind: "begin", step, does });
  return createTask(step, { report, signal });
}
