import { CellScapeError } from "../../core/errors.ts";
import type { Task } from "../../core/task.ts";
import { groupsAmong } from "../../data/groups.ts";
import type { CategoryColumn, NumberColumn } from "../../data/table.ts";
import type { HintedDomains, Hints } from "../../domains/hints/hintedDomains.ts";
import type { ResultKeys } from "../../run/resultKeys.ts";
import { type CellChoice, type CellPlaces, chosenRows } from "./cellChoice.ts";
import type { EditedTissue, HintedCells } from "./editKind.ts";
import { namedDomains } from "./hintedNames.ts";
import { freeColor, groupsIn, type Labelled, regrouped, withGroups } from "./labelled.ts";

/** Labels of chosen cells. */
export interface CellLabels {
  readonly column: string;
  readonly labels: readonly { readonly label: string; readonly choice: CellChoice }[];
  /** Domains that are wanted; as many as there are, and at least one per label, by default. */
  readonly domains?: number | undefined;
}

/** Domains that follow labels of some cells. */
export interface FollowedHints {
  /** [m] rows of the analysed cells. */
  readonly rows: Uint32Array;
  readonly hints: Hints;
  readonly count: number;
  readonly made: HintedDomains;
  /** [K] name of each domain. */
  readonly names: readonly string[];
}

/**
 * Find domains that follow labels of some cells.
 *
 * @throws bad-option where the file holds no embedding; as `hintsOf`.
 */
export async function followHints(
  { column, labels, domains }: CellLabels,
  before: Labelled,
  tissue: EditedTissue,
  task: Task,
): Promise<FollowedHints> {
  const groups: CategoryColumn = { kind: "category", ...groupsIn(before, column) };
  const analysed = await hintedCells(groups, tissue, task.part(0, 0.6));
  const { rows } = analysed;
  const own = groupsAmong(groups, rows);
  const hints = await hintsOf(labels, rows, { ...tissue, columns: before.columns });
  const count = domains ?? Math.max(own.categories.length, hints.labels.length);
  const made = await analysed.label(count, hints, task.part(0.6, 1));
  return { rows, hints, count, made, names: namedDomains(made, own) };
}

/** The analysed cells of a file. @throws bad-option where it holds no embedding. */
export async function hintedCells(groups: CategoryColumn, { hints }: EditedTissue, task: Task): Promise<HintedCells> {
  if (hints) return hints(groups, task);
  const way = "find domains with cellscape run first";
  throw new CellScapeError("bad-option", `expected a result with an embedding for labels of cells, got none; ${way}`);
}

/**
 * Labels of the analysed cells.
 *
 * @param rows of the analysed cells, ascending.
 * @throws bad-data for a cell with two labels and a label without an analysed cell.
 */
export async function hintsOf(labels: CellLabels["labels"], rows: Uint32Array, places: CellPlaces): Promise<Hints> {
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

/** The column after the hints; of the domains of the run also what describes them. */
export function withFollowed(
  labelled: Labelled,
  column: string,
  { rows, made, names }: FollowedHints,
  keys: ResultKeys,
): Labelled {
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
