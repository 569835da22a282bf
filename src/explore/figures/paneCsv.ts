import { csvLine } from "../../results/csv.ts";
import { valueAt } from "../columns/shown.ts";
import { type ShownPane, seenRows } from "./paneFigure.ts";

/** The cells that a pane shows as a table: name, place, and the value or group by which it is coloured. */
export function paneCsv(pane: ShownPane, cells: readonly string[]): string {
  const { layout, shown, mask } = pane;
  const { center, places } = layout;
  const value = (row: number) =>
    shown.kind === "values" ? valueAt(shown, shown.codes[row]) : shown.categories[shown.codes[row]];
  const header = ["cell", "x", "y", shown.name || "group", ...(mask ? ["selected"] : [])];
  const lines = Array.from(seenRows(pane), (row) =>
    csvLine([
      ...[cells[row], places[2 * row] + center.x, places[2 * row + 1] + center.y, value(row)],
      ...(mask ? [mask[row]] : []),
    ]),
  );
  return `${[csvLine(header), ...lines].join("\n")}\n`;
}
