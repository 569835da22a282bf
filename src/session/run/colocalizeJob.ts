import { colocalizationStep, makeColocalization } from "../../analyses/colocalization/step.ts";
import { allSteps } from "../../analyses/registry.ts";
import { fitUntrained } from "../../run/plan/planUntrained.ts";
import { required } from "../../run/step.ts";
import { makeWholeSelection } from "../../run/steps/wholeSelection.ts";
import type { Job } from "./job.ts";

/** The test of colocalization over all cells of a file, without domains. */
export function colocalizeJob(): Job {
  const steps = allSteps();
  return {
    name: "colocalize",
    steps: {
      ...steps,
      selection: { does: () => "Checking counts", needs: () => ["dataset"], run: makeWholeSelection },
      colocalization: {
        ...colocalizationStep,
        policy: required,
        run: (made, context) => makeColocalization(made, context, { alone: true }),
      } satisfies typeof colocalizationStep,
    },
    wanted: () => ["colocalization"],
    fitInto: (size, config, budget) =>
      fitUntrained(size, config, budget, { description: "a test of colocalisation", embeds: false }),
    usesEngine: () => false,
    resumable: false,
  };
}
