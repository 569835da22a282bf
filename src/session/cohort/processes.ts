import { CellScapeError } from "../../core/errors.ts";
import type { Report } from "../../core/progress.ts";
import type { Host, ProcessEnd } from "../../host/host.ts";

/** Program and arguments that run a job of a cohort in a process. */
export type JobCommand = (args: readonly string[]) => readonly string[];

/** Where and how processes run. */
export interface Processes {
  readonly host: Host;
  readonly command: JobCommand;
  /** For the logs of the processes. */
  readonly folder: string;
  /** Memory of all processes together. */
  readonly bytes: number;
  readonly signal: AbortSignal | undefined;
  readonly report: Report | undefined;
}

/** A process that is to run: the arguments of its job. */
export interface Order {
  /** Name of its folder for the log, unique. */
  readonly name: string;
  readonly args: readonly string[];
}

/**
 * Run processes, some of them at once, in their order; progress is the share that has ended.
 *
 * @param step of the progress.
 * @returns how each ended.
 * @throws unsupported where the platform has no processes; cancelled when the signal ends them.
 */
export async function runProcesses(
  { host, command, folder, bytes, signal, report }: Processes,
  step: { readonly name: string; readonly does: string },
  orders: readonly Order[],
  atOnce: number,
): Promise<readonly ProcessEnd[]> {
  const { runProcess, paths } = host;
  if (!runProcess)
    throw new CellScapeError("unsupported", "cohort run: expected a platform with processes, got one without");
  report?.({ kind: "begin", step: step.name, does: step.does });
  const began = host.clock();
  const ends: ProcessEnd[] = [];
  let [next, done] = [0, 0];
  const work = async (): Promise<void> => {
    while (next < orders.length) {
      const at = next++;
      const { name, args } = orders[at];
      ends[at] = await runProcess({
        ...{ command: command(args), folder: paths.join(folder, name), seconds: longest, signal },
        bytes: bytes / atOnce,
      });
      done++;
      report?.({ kind: "advance", step: step.name, done, total: orders.length });
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, orders.length) }, work));
  report?.({ kind: "end", step: step.name, seconds: host.clock() - began });
  return ends;
}

/** No limit of time: as long as a timer can wait. */
const longest = 2 ** 31 / 1000 - 1;

/** @throws what ended a process that no other can stand in for. */
export function expectDone(job: string, { ended, code, lastErrors }: ProcessEnd): void {
  if (ended === "itself" && code === 0) return;
  if (ended === "memory" || code === 3) {
    throw new CellScapeError(
      "no-memory",
      `cohort ${job}: expected enough memory, got ${lastErrors.at(-1) ?? "too little"}; give more with --memory`,
    );
  }
  const output = lastErrors.at(-1)?.replace(/^cellscape: /, "") ?? `exit code ${code}`;
  throw new CellScapeError(code === 4 ? "cannot-write" : "bad-data", `cohort ${job}: ${output}`);
}
