import { z } from "zod";
import { CellScapeError } from "../../../core/errors.ts";
import { groupsAmong } from "../../../data/groups.ts";
import type { CategoryColumn, NumberColumn } from "../../../data/table.ts";
import type { HintedDomains, Hints } from "../../../domains/hints/hintedDomains.ts";
import type { ResultKeys } from "../../../run/resultKeys.ts";
import { type CellPlaces, cellChoiceSchema, chosenRows } from "../cellChoice.ts";
import { editKind } from "../editKind.ts";
import { namedDomains } from "../hintedNames.ts";
import { freeColor, groupsIn, type Labelled, regrouped, withGroups } from "../labelled.ts";
import { columnName, groupName } from "./names.ts";

const labelSchema = z.strictObject({ label: groupName, choice: cellChoiceSchema });

/** Labels of some cells, which the domains of all others follow. */
export const hints = editKind({
  schema: z.strictObject({
    edit: z.literal("hints"),
    column: columnName,
    labels: z.array(labelSchema).min(1),
    /** Domains that are wanted; as many as there are, and at least one per label, by default. */
    domains: z.int().min(1).max(1000).optional(),
  }),
  words: ({ labels }) => `labelled cells as ${labels.map(({ label }) => label).join(", ")}`,
  async plan({ column, labels, domains }, before, tissue, task) {
    const groups = groupsIn(before, column);
    if (!tissue.hints) {
      const way = "find domains with cellscape run first";
      throw new CellScapeError(
        "bad-option",
        `expected a result with an embedding for labels of cells, got none; ${way}`,
      );
    }
    const analysed = await tissue.hints({ kind: "category", ...groups }, task.part(0, 0.6));
    const { rows } = analysed;
    const own = groupsAmong({ kind: "category", ...groups }, rows);
    const found = await hintsOf(labels, rows, { ...tissue, columns: before.columns });
    const count = domains ?? Math.max(own.categories.length, found.labels.length);
    const made = await analysed.label(count, found, task.part(0.6, 1));
    const names = namedDomains(made, own);
    return (labelled) => followed(labelled, { column, rows, made, names, keys: tissue.keys });
  },
});

/**
 * Labels of the analysed cells.
 *
 * @param rows of the analysed cells, ascending.
 * @throws bad-data for a cell with two labels and a label without an analysed cell.
 */
export async function hintsOf(
  labels: readonly z.output<typeof labelSchema>[],
  rows: Uint32Array,
  places: CellPlaces,
): Promise<Hints> {
  const names = [...new Set(labels.map(({ label }) => label))];
  const place = new Map(Array.from(rows, (row, i) => [row, i]));
  const codes = new Map<number, number>();
  for (const { label, choice } of labels) {
    const code = names.indexOf(label);
    for (const row of await chosenRows(choice, places)) {
      const i = place.get(row);
      if (i === undefined) continue;
      const known = codes.get(i);
      if (known !== undefined && known !== code) {
        const got = `${names[known]} and ${label}`;
        throw new CellScapeError("bad-data", `expected one label of cell ${places.cells[row]}, got ${got}`);
      }
      codes.set(i, code);
    }
  }
  const empty = names.find((_, code) => ![...codes.values()].includes(code));
  if (empty !== undefined) {
    throw new CellScapeError("bad-data", `expected analysed cells labelled ${empty}, got none; label others`);
  }
  const cells = Uint32Array.from(codes.keys()).sort();
  return { labels: names, cells, codes: Int32Array.from(cells, (cell) => codes.get(cell) ?? -1) };
}

interface Followed {
  readonly column: string;
  readonly rows: Uint32Array;
  readonly made: HintedDomains;
  readonly names: readonly string[];
  readonly keys: ResultKeys;
}

/** The column after the hints; of the domains of the run also what describes them. */
function followed(labelled: Labelled, { column, rows, made, names, keys }: Followed): Labelled {
  const before = groupsIn(labelled, column);
  const { refined, raw, posterior, confidence } = made.domains;
  const spread = (codes: Int32Array, labels: Int32Array) => {
    rows.forEach((row, i) => {
      codes[row] = labels[i];
    });
    return codes;
  };
  const colors: string[] = [];
  for (const name of names) {
    const known = before.categories.indexOf(name);
    colors.push(known >= 0 ? before.colors[known] : freeColor({ colors: [...before.colors, ...colors] }));
  }
  // Cells that are not analysed keep the group that they have.
  const categories = [...names, ...before.categories.filter((name) => !names.includes(name))];
  const places = before.categories.map((name) => categories.indexOf(name));
  const rest = categories.slice(names.length).map((name) => before.colors[before.categories.indexOf(name)]);
  const own = regrouped(before, places, { categories, colors: [...colors, ...rest] });
  const changed = withGroups(labelled, column, { ...own, codes: spread(own.codes, refined) });
  if (column !== keys.domain) return changed;
  const numbers = (of: (i: number) => number): NumberColumn => {
    const values = new Float64Array(before.codes.length).fill(Number.NaN);
    rows.forEach((row, i) => {
      values[row] = of(i);
    });
    return { kind: "number", values };
  };
  const none = new Int32Array(before.codes.length).fill(-1);
  const unsmoothed: CategoryColumn = { kind: "category", codes: spread(none, raw), categories: names, ordered: false };
  return {
    colors: new Map([...changed.colors, [keys.raw, colors]]),
    columns: new Map([
      ...changed.columns,
      [keys.raw, unsmoothed],
      [keys.probability, numbers((i) => posterior.values[i * posterior.columns + raw[i]])],
      [keys.confidence, numbers((i) => confidence[i])],
    ]),
  };
}
