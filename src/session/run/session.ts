import type { Report } from "../../core/progress.ts";
import type { Host } from "../../host/host.ts";
import type { SampleInput } from "../read/sampleSheet.ts";
import { earlierFiles } from "../write/wholeResults.ts";
import { type CollectedNotes, collectNotes } from "./collectNotes.ts";
import { inSingular } from "./inSingular.ts";

export interface SessionOptions {
  /** Folder that results go to; made when it is not there. */
  readonly out: string;
  readonly report?: Report | undefined;
  /** Stops the work cleanly, with what is there. */
  readonly signal?: AbortSignal | undefined;
  /** Ends the work at once: what is under way is kept for `resume`, and nothing is written. */
  readonly ending?: AbortSignal | undefined;
  /** Write timings into result.h5ad; without them the same run gives the same file. */
  readonly timings?: boolean;
  /** The command line, for the manifest. */
  readonly command?: readonly string[];
  /** Go on with work of the same settings that was interrupted in the same folder. */
  readonly resume?: boolean;
  /** Folder that keeps unfinished work, one for each run: beside the results by default. */
  readonly checkpoints?: string | undefined;
  /** Seconds of work that an interruption may lose. */
  readonly checkpointSeconds?: number;
  /** Files besides the inputs that no result may replace or remove. */
  readonly protects?: readonly string[];
  /** Name of the file that is written beside the inputs at most; result.h5ad by default. */
  readonly result?: string;
}

/** One piece of work from inputs to a folder of results, and what it reports on the way. */
export interface Session extends CollectedNotes {
  readonly host: Host;
  readonly inputs: readonly SampleInput[];
  readonly options: SessionOptions;
  /** Reports a stage around some work. @returns what it made, and the seconds that it took. */
  stage<T>(step: string, does: string, work: () => Promise<T>): Promise<readonly [T, number]>;
  /** Seconds since the session was opened. */
  elapsed(): number;
  /** Removes an output folder that was made and stayed empty. */
  close(): void;
}

/**
 * Open a session: the output folder is made, so that one that cannot be written is known before the work.
 *
 * @throws bad-option when a result would replace an input; cannot-write.
 */
export async function openSession(
  host: Host,
  inputs: readonly SampleInput[],
  options: SessionOptions,
): Promise<Session> {
  const paths = inputs.map(({ path }) => path);
  const close = await host.files.lockOutputFolder(options.out, [...paths, ...(options.protects ?? [])], options.result);
  const report = options.report && inSingular(options.report);
  const earlier = options.resume === true ? [] : await earlierFiles(host.files, options.out);
  if (earlier.length > 0) {
    // Not collected: the record of a run does not depend on what lay there before.
    const text = `${options.out} holds ${earlier.length} files of an earlier run, which this one replaces`;
    report?.({ kind: "note", step: "session", text });
  }
  const collected = collectNotes(host, report);
  const started = host.clock();
  return {
    ...{ host, inputs, options: { ...options, report }, ...collected, close },
    elapsed: () => host.clock() - started,
    async stage(step, does, work) {
      const began = host.clock();
      collected.report({ kind: "begin", step, does });
      const made = await work();
      const seconds = host.clock() - began;
      collected.report({ kind: "end", step, seconds });
      return [made, seconds];
    },
  };
}
