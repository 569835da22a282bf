import { type CsvTable, csvTable } from "../../results/csvTable.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { DomainCountsMade } from "./made.ts";

/** Each domain of each number, and the domain of the number before that it comes from. */
export function domainCountTables({ countTree }: RunArtifacts<DomainCountsMade>): CsvTable[] {
  if (!countTree) return [];
  const known = (value: number) => (Number.isNaN(value) ? undefined : value);
  const rows = countTree.levels.flatMap(({ count, nodes, score }) =>
    nodes.map(({ cells, stability, parent, share }, k) => [
      ...[count, score, k + 1, cells, known(stability)],
      ...(parent < 0 ? [undefined, undefined] : [parent + 1, known(share)]),
    ]),
  );
  return [csvTable("domain_tree", "k,criterion,domain,cells,stability,parent,share_from_parent", rows)];
}
