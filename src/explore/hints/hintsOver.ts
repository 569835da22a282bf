import { fingerprintOf } from "../../core/fingerprint.ts";
import type { Task } from "../../core/task.ts";
import type { HintedDomains } from "../../domains/hints/hintedDomains.ts";
import { type HintSession, prepareHints } from "../../domains/hints/session.ts";
import type { Artifacts } from "../../run/artifacts.ts";
import type { Settings } from "../../run/options/settings.ts";
import type { HintedCells } from "../edits/editKind.ts";

type Needed = Pick<Artifacts, "selection" | "features" | "graph" | "embeddings" | "domains">;

/**
 * Domains from labels of some analysed cells, by what a run made: as `cellscape analyze --hints` finds them. What does not
 * depend on the labels is computed once per number of domains.
 *
 * @param artifacts with the domains without these labels.
 */
export function hintsOver(artifacts: Needed, config: Pick<Settings, "seed" | "policy">): HintedCells {
  const sessions = new Map<number, Promise<HintSession>>();
  const sessionOf = (count: number, task: Task) => {
    const known = sessions.get(count) ?? prepared(artifacts, config, count, task);
    sessions.set(count, known);
    // Work that was stopped is begun anew.
    known.catch(() => sessions.delete(count));
    return known;
  };
  // Who labels cells wants the domains and then the cells to label next, of the same labels.
  let last: { readonly key: string; readonly made: HintedDomains } | undefined;
  return {
    rows: artifacts.selection.cells,
    async label(count, hints, task) {
      const key = fingerprintOf(count, hints.cells, hints.codes, hints.labels.join("\0"));
      if (last?.key === key) return last.made;
      const session = await sessionOf(count, task.part(0, 0.7));
      const made = await session.label(hints, task.part(0.7, 1));
      last = { key, made };
      return made;
    },
    async suggest(wanted, known, task) {
      const session = await sessionOf(known?.count ?? artifacts.domains.count, task);
      return session.suggest(wanted, known);
    },
  };
}

function prepared(
  { selection, features, graph, embeddings, domains }: Needed,
  { seed, policy }: Pick<Settings, "seed" | "policy">,
  count: number,
  task: Task,
): Promise<HintSession> {
  const tissue = {
    ...{ embedding: embeddings[domains.embedding].primary, expression: features.input, graph: graph.graph },
    ...{ positions: selection.positions, sections: selection.samples?.codes },
  };
  const options = { count, seed, refinement: policy.refinement };
  return prepareHints(tissue, { labels: domains.refined, count: domains.count }, options, task);
}
