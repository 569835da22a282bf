import { CellScapeError } from "../../src/core/errors.ts";
import { parseOptions } from "../../src/core/options/parse.ts";
import { type CohortJob, cohortJobs, cohortOptionGroups, cohortOptions } from "../../src/session/options/cohort.ts";
import { exitCodeOf, exitCodes } from "../exit.ts";
import { interrupted } from "../interrupt.ts";
import { overviews } from "../overviews.ts";
import { progressNotes } from "../progress/json.ts";
import { spoken } from "../progress/voiceOf.ts";
import type { CommandSpec } from "../spec.ts";
import { jobExamples, jobHelp } from "./jobHelp.ts";
import { type JobCall, jobs } from "./jobs.ts";

/** `cellscape cohort JOB [FILE...]` */
export const cohortCommand: CommandSpec = {
  ...overviews.cohort,
  // Methods and analyses that a program has registered are among them.
  get options() {
    return cohortOptionGroups();
  },
  examples: [...jobExamples, "cellscape cohort JOB --help"],
  notes: progressNotes,
  helpOn(words) {
    const [, job] = words.filter((word) => !word.startsWith("-"));
    const found = cohortJobs.find((each) => each === job);
    return found && jobHelp(found);
  },
  async run([job, list], given, invocation) {
    const name = jobNamed(String(job));
    const control = parseOptions(cohortOptions.table, cohortOptions.of(given));
    const settings = Object.fromEntries(Object.entries(given).filter(([option]) => !(option in cohortOptions.table)));
    await spoken(control.progress, invocation, (voice) =>
      interrupted(invocation, voice.say, async (signals) => {
        const call: JobCall = {
          ...{ host: invocation.host, files: [list].flat(), settings, control, command: invocation.argv },
          ...{ report: voice.report, ...signals },
        };
        const { lines, failures = [], stopped = false } = await jobs[name](call);
        lines.forEach(invocation.print);
        if (stopped) invocation.exitCode = exitCodes.interrupt;
        invocation.exitCode = Math.max(invocation.exitCode, ...failures.map(exitCodeOf));
      }),
    );
  },
};

function jobNamed(name: string): CohortJob {
  const found = cohortJobs.find((job) => job === name);
  if (found) return found;
  throw new CellScapeError("bad-option", `cohort: expected a job (${cohortJobs.join(", ")}), got ${name}`);
}
