import { type CsvTable, csvTable } from "../../results/csvTable.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { PagaMade } from "./made.ts";

/** Connectivity of each pair of domains. */
export function pagaTables({ paga }: RunArtifacts<PagaMade>): CsvTable[] {
  return paga ? [pagaTable(paga)] : [];
}

function pagaTable({ groups, connectivities, tree }: PagaMade["paga"]): CsvTable {
  const k = groups.length;
  const rows = groups.flatMap((from, i) =>
    groups.slice(i + 1).map((to, offset) => {
      const j = i + 1 + offset;
      return [from, to, connectivities[i * k + j], Math.max(tree[i * k + j], tree[j * k + i]) > 0 ? 1 : 0];
    }),
  );
  return csvTable("paga", "from,to,connectivity,in_tree", rows);
}
