import { createRandom } from "../../core/random.ts";
import { findDomains } from "../../domains/domains.ts";
import { normalizedMutualInformation } from "../../math/statistics/agreement.ts";
import type { Artifacts, StepContext } from "../../run/artifacts.ts";
import { optional, type Step } from "../../run/step.ts";
import type { OtherCount } from "./made.ts";
import { rivalsOf } from "./rivals.ts";

type Needs = Pick<Artifacts, "embeddings" | "selection" | "graph" | "domainCount" | "domains">;

/** The domains of the numbers that the selection ranked next, found as those of the selected number. */
export async function makeOtherCounts(
  { embeddings, selection, graph, domainCount, domains }: Needs,
  { config, task }: StepContext,
): Promise<readonly OtherCount[]> {
  const { curve, chosen } = domainCount;
  const counts = rivalsOf(curve, chosen);
  const { clustering } = config.chosen.run;
  const options = { policy: config.policy, ...(clustering ? { clustering } : {}) };
  const shared = {
    ...{ embeddings: embeddings.map(({ primary }) => primary), positions: selection.positions },
    ...{ graph: graph.graph, sections: selection.samples?.codes },
  };
  const found: OtherCount[] = [];
  for (const [at, count] of counts.entries()) {
    const rng = createRandom(config.seed).split("other counts").split(String(count));
    const part = task.part(at / counts.length, (at + 1) / counts.length);
    const { refined } = await findDomains({ ...shared, count }, options, rng, part);
    const score = curve.find((each) => each.count === count)?.score ?? Number.NaN;
    found.push({ count, score, refined, agreement: normalizedMutualInformation(refined, domains.refined) });
  }
  return found;
}

export const otherCountsStep: Step<readonly OtherCount[], Needs> = {
  does: () => "Finding the domains of other numbers",
  needs: () => ["embeddings", "selection", "graph", "domainCount", "domains"],
  policy: optional,
  run: makeOtherCounts,
};
