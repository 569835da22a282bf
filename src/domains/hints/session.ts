import { createRandom } from "../../core/random.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { RefinementPolicy } from "../policy.ts";
import { byCells, policies } from "../policy.ts";
import { planRefinement, type RefinementPlan } from "../refinement/refine.ts";
import { type Ensemble, makeEnsemble } from "./ensemble.ts";
import type { HintTissue } from "./features.ts";
import { domainsOfHints, type HintedDomains, type Hints } from "./hintedDomains.ts";
import { type LabelFree, labelFreeOf, sharesOf } from "./labelFree.ts";
import { labelNext, type Suggestion } from "./labelNext.ts";
import { type HintPolicy, hintPolicy } from "./policy.ts";

/** Number of domains, seed and policy. */
export interface HintOptions {
  /** K: labels and domains without one. */
  readonly count: number;
  /** Seed of samples, 0 by default. */
  readonly seed?: number;
  readonly policy?: HintPolicy;
  readonly refinement?: RefinementPolicy;
}

/** A tissue of which hints can be changed again and again: what does not depend on them is computed once. */
export interface HintSession {
  /** Domains that agree with the hints; the same for the same hints. */
  label(hints: Hints, task?: Task): Promise<HintedDomains>;
  /**
   * Cells to label next, each the one that stands for most disputed cells.
   *
   * @param known the hints and what `label` made of them; without it the disputes are those of the label-free partitions.
   */
  suggest(count: number, known?: Pick<Hints, "cells"> & Pick<HintedDomains, "opinions">): Suggestion[];
}

/**
 * Prepares domains from a few labels: feature sets, an ensemble of label-free partitions, and neighbours.
 *
 * @param labelFree the domains that were found without hints.
 * @throws bad-shape when sizes differ; bad-data when all cells are equal.
 * @example
 * import { prepareHints } from "cellscape/domains";
 * const session = await prepareHints(tissue, { labels: refined, count: 7 }, { count: 7 });
 * const { domains } = await session.label({ cells, codes, labels: ["L1", "L2/3"] });
 */
export async function prepareHints(
  tissue: HintTissue,
  labelFree: LabelFree,
  { count, seed = 0, policy = hintPolicy, refinement = policies.default.refinement }: HintOptions,
  task: Task = silentTask,
): Promise<HintSession> {
  const rng = createRandom(seed).split("hints");
  const ensemble = await makeEnsemble(tissue, count, policy.ensemble, rng.split("ensemble"), task.part(0, 0.9));
  const plan =
    planOver(ensemble, tissue.sections, refinement) ??
    (await planRefinement(tissue.positions, tissue.sections, refinement, task.part(0.9, 1)));
  return {
    label: (hints, own = silentTask) =>
      domainsOfHints(ensemble, labelFree, hints, { count, plan, policy }, rng.split("label"), own),
    suggest(wanted, known) {
      const options = { count: wanted, policy: policy.next, kernel: policy.kernel };
      const own = rng.split("next");
      if (known === undefined) {
        const free = labelFreeOf(ensemble, labelFree, count);
        return labelNext(ensemble, sharesOf(ensemble, free), new Uint32Array(0), options, own);
      }
      return labelNext(ensemble, known.opinions, known.cells, options, own);
    },
  };
}

/** The refinement over the neighbours of the ensemble, where those are the ones that it takes; undefined where not. */
function planOver(
  { near, cells: n }: Pick<Ensemble, "near" | "cells">,
  sections: Int32Array | undefined,
  { rule, neighbors, leastSection, rounds }: RefinementPolicy,
): RefinementPlan | undefined {
  const sizes = new Map<number, number>();
  for (const section of sections ?? new Int32Array(n)) sizes.set(section, (sizes.get(section) ?? 0) + 1);
  const counts = [...sizes.values()];
  if (near.length !== n * neighbors || counts.some((size) => size < leastSection)) return undefined;
  return { rule, neighbors: near, rounds: byCells(rounds, Math.max(...counts)) };
}
