import { createRandom } from "../../core/random.ts";
import { countTree, type KnownLevel } from "../../domains/counts/countTree.ts";
import { levelsOf, rivalsOf } from "../../domains/counts/levels.ts";
import { findDomains } from "../../domains/domains.ts";
import { normalizedMutualInformation } from "../../math/statistics/agreement.ts";
import type { Artifacts, StepContext } from "../../run/artifacts.ts";
import { optional, type Step } from "../../run/step.ts";
import type { CountTree } from "./made.ts";
import { splitText } from "./words.ts";

type Needs = Pick<Artifacts, "embeddings" | "selection" | "graph" | "domains"> &
  Partial<Pick<Artifacts, "domainCount">>;

/** The domains of each number around that of the result, and which of them split into which. */
export async function makeCountTree(
  { embeddings, selection, graph, domainCount, domains }: Needs,
  { config, task }: StepContext,
): Promise<CountTree> {
  const cells = selection.cells.length;
  const { count: selected, refined } = domains;
  const rivals = rivalsOf(domainCount?.curve, selected, cells);
  const counts = levelsOf(selected, rivals, config.policy.count.tree.beyond, cells);
  const inputs = {
    ...{ embedding: embeddings[domains.embedding].primary, positions: selection.positions },
    ...{ graph: graph.graph, sections: selection.samples?.codes },
  };
  const known = new Map<number, KnownLevel>([
    [selected, { labels: refined, stability: domains.domains.map(({ stability }) => stability) }],
  ]);
  const rng = createRandom(config.seed).split("numbers of domains");
  const { clustering } = config.chosen.run;
  const others = counts.filter((count) => count !== selected);
  if (clustering) {
    // Domains of other numbers are found as those of the result.
    for (const [at, count] of others.entries()) {
      const part = task.part((0.9 * at) / others.length, (0.9 * (at + 1)) / others.length);
      const options = { policy: config.policy, clustering };
      const found = await findDomains(
        { ...inputs, embeddings: [inputs.embedding], count },
        options,
        rng.split(count),
        part,
      );
      // Some clusterings cannot have every number.
      if (found.domains.length !== count) continue;
      known.set(count, { labels: found.refined, stability: found.domains.map(({ stability }) => stability) });
    }
  }
  const wanted = clustering ? counts.filter((count) => known.has(count)) : counts;
  const levels = await countTree(inputs, wanted, known, config.policy, rng, clustering ? task.part(0.9, 1) : task);
  for (const [at, level] of levels.entries()) if (at > 0) task.note(splitText(level));
  return {
    rivals: rivals.filter((count) => wanted.includes(count)),
    levels: levels.map((level) => ({
      ...level,
      score: domainCount?.curve.find(({ count }) => count === level.count)?.score,
      agreement: level.count === selected ? 1 : normalizedMutualInformation(level.labels, refined),
    })),
  };
}

export const countTreeStep: Step<CountTree, Needs> = {
  does: () => "Finding the domains of other numbers",
  needs: ({ domains }) => [
    ...(["embeddings", "selection", "graph", "domains"] as const),
    ...(domains === "auto" ? (["domainCount"] as const) : []),
  ],
  policy: optional,
  run: makeCountTree,
};
