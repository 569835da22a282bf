import { type CsvTable, csvTable } from "../../results/csvTable.ts";
import type { RunArtifacts } from "../../results/reported.ts";

/** Cells to label next, with an empty column `label` to fill in: the table is one for `--hints` then. */
export function hintTables({ dataset, selection, domains }: RunArtifacts): CsvTable[] {
  const next = domains.hinting?.next ?? [];
  if (next.length === 0) return [];
  const { values, columns } = dataset.positions;
  const rows = next.map(({ cell, between: [first, second], dispute }) => {
    const row = selection.cells[cell];
    const [x, y] = [values[row * columns], values[row * columns + 1]];
    return [dataset.cells[row], "", first, second, dispute.toFixed(3), x, y];
  });
  return [csvTable("label_next", "cell,label,domain,rival,dispute,x,y", rows)];
}
