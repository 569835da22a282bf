import { thinnedLosses } from "../../results/thinnedLosses.ts";
import type { JobName } from "./job.ts";
import type { PreparedRun } from "./prepareRun.ts";
import type { Session } from "./session.ts";

/** Entries of a manifest besides the inputs and the files. */
export interface Finish {
  readonly job: JobName;
  /** True if the signal ended the work early. */
  readonly stopped: boolean;
  readonly record: Readonly<Record<string, unknown>>;
  /** Of each step. */
  readonly seconds: Readonly<Record<string, number>>;
  /** Megabytes that workers can have held at most. */
  readonly workersMb?: number | undefined;
}

export interface Manifest {
  /** All entries but the files that were written. */
  readonly entries: Readonly<Record<string, unknown>>;
  /** What the work took; no memory where the platform does not report it. */
  readonly taken: { readonly seconds: number; readonly peakMb: number | undefined };
}

/** What was computed from what, and what it took. */
export function manifestOf(
  { host, inputs, peaksMb, options, elapsed }: Session,
  { input, plan, readSeconds }: PreparedRun,
  { job, stopped, record, seconds, workersMb = 0 }: Finish,
): Manifest {
  const total = elapsed();
  const { cpuSeconds, peakMb } = host.usage();
  const peak = peakMb === undefined ? undefined : peakMb + workersMb;
  const entries = {
    ...{ job, command: options.command ?? [], stopped, ...thinnedLosses(record), input: input.file, inputs, plan },
    timings_seconds: { read: readSeconds, ...seconds, total },
    ...(cpuSeconds === undefined ? {} : { cpu_seconds: cpuSeconds }),
    ...(peak === undefined ? {} : { peak_memory_mb: peak }),
    peak_memory_mb_until: peaksMb,
  };
  return { entries, taken: { seconds: total, peakMb: peak } };
}
