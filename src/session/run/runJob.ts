import { allSteps } from "../../analyses/registry.ts";
import { wantedArtifacts } from "../../analyses/wantedArtifacts.ts";
import { runRecord } from "../../results/record.ts";
import { fitRun } from "../../run/plan/planRun.ts";
import type { DomainJob } from "./job.ts";

/** Domains found in the samples themselves. */
export function runJob(): DomainJob {
  return {
    name: "run",
    steps: allSteps(),
    wanted: wantedArtifacts,
    fitInto: fitRun,
    resumable: true,
    usesEngine: (config) => config.chosen.method.usesEngine,
    record: runRecord,
  };
}
