import type { CategoryColumn } from "../../data/table.ts";
import { type AnnDataKeys, spreadLabels } from "../../results/annDataKeys.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import { resultKeys } from "../../run/resultKeys.ts";
import type { DomainCountsMade, ShownLevel } from "./made.ts";

type Made = RunArtifacts<DomainCountsMade>;

/** A column of domains for each number beside that of the result. */
export function domainCountKeys(made: Made, { key }: Partial<Pick<Config, "key">>): Partial<AnnDataKeys> {
  const { levels = [], rivals = [] } = made.countTree ?? {};
  const shown = levels.filter(({ count }) => rivals.includes(count));
  return {
    obs: Object.fromEntries(
      shown.map((level) => [resultKeys(key).ofCount(level.count), spreadLabels(columnOf(level), made)]),
    ),
  };
}

function columnOf({ labels, count }: ShownLevel): CategoryColumn {
  const categories = Array.from({ length: count }, (_, k) => `${k + 1}`);
  return { kind: "category", codes: labels, categories, ordered: false };
}

/** The tree as columns, a row for each domain of each number, for the record of the run. Domains count from 1; 0 is none. */
export function domainCountRecord(
  { countTree }: Made,
  { key }: Partial<Pick<Config, "key">>,
): Readonly<Record<string, unknown>> {
  if (!countTree) return {};
  const { levels, rivals } = countTree;
  const nodes = levels.flatMap(({ count, nodes }) => nodes.map((node, k) => ({ ...node, count, k })));
  return {
    count_tree: {
      rivals: [...rivals],
      columns: rivals.map((count) => resultKeys(key).ofCount(count)),
      levels: levels.map(({ count }) => count),
      nested: levels.map(({ nested }) => nested),
      agreement: levels.map(({ agreement }) => agreement),
      k: nodes.map(({ count }) => count),
      domain: nodes.map(({ k }) => k + 1),
      cells: nodes.map(({ cells }) => cells),
      stability: nodes.map(({ stability }) => stability),
      parent: nodes.map(({ parent }) => parent + 1),
      share: nodes.map(({ share }) => share),
    },
  };
}
