import { z } from "zod";
import { CellScapeError } from "../../core/errors.ts";
import { groupsOf } from "../../data/groups.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Column } from "../../data/table.ts";
import { insideRings } from "../../math/plane/insideRings.ts";
import { selectCells } from "../selection/select.ts";
import type { SelectionSteps } from "../selection/steps.ts";
import { selectionSchema } from "../selection/stepsSchema.ts";

const areaSchema = z
  .strictObject({
    ring: z
      .array(z.tuple([z.number(), z.number()]).readonly())
      .min(3)
      .readonly(),
    how: z.enum(["add", "subtract", "intersect"]).default("add"),
    layout: z.string().optional(),
    within: z.strictObject({ column: z.string(), group: z.string() }).readonly().optional(),
  })
  .readonly();

/** Some cells of a file, as places or names, so that they are found again. */
export const cellChoiceSchema = z
  .strictObject({
    steps: selectionSchema.optional(),
    areas: z.array(areaSchema).readonly().optional(),
    cells: z.array(z.string()).readonly().optional(),
  })
  .readonly()
  .refine(
    ({ steps = [], areas = [], cells = [] }) => steps.length + areas.length + cells.length > 0,
    "expected steps of a selection, areas or cells",
  );

/** Steps of a selection of the page, cells by name, and areas that are added, subtracted or intersected in their order. */
export type CellChoice = z.output<typeof cellChoiceSchema>;

/** An area: its corners in the unit of the positions, or of the matrix of obsm that is named. */
export type Area = z.output<typeof areaSchema>;

/** What places and names are looked up in. */
export interface CellPlaces {
  readonly cells: readonly string[];
  readonly columns: ReadonlyMap<string, Column>;
  /** [n, 2] in the tissue. */
  readonly positions: Matrix;
  /** [n, >= 2] a matrix of obsm. @throws bad-option where there is none. */
  layout(key: string): Promise<Matrix>;
  /** [n, 2] places of cells as the page draws them; undefined for a layout that there is not. */
  drawn(layout: string): Promise<Float32Array | undefined>;
}

/**
 * The rows of chosen cells, ascending. Cells without a position lie in no area.
 *
 * @throws bad-data for unknown cells and a choice without a cell; bad-option for unknown layouts, columns and groups.
 */
export async function chosenRows(
  { steps = [], areas = [], cells = [] }: CellChoice,
  places: CellPlaces,
): Promise<Uint32Array> {
  const chosen = steps.length === 0 ? new Uint8Array(places.cells.length) : await selected(steps, places);
  if (cells.length > 0) {
    const rows = new Map(places.cells.map((name, row) => [name, row]));
    for (const name of cells) {
      const row = rows.get(name);
      if (row === undefined) {
        const expected = `names of cells (such as ${places.cells[0]})`;
        throw new CellScapeError("bad-data", `expected ${expected}, got ${name}`);
      }
      chosen[row] = 1;
    }
  }
  for (const area of areas) combine(chosen, await insideArea(area, places), area.how);
  const rows: number[] = [];
  chosen.forEach((flag, row) => {
    if (flag) rows.push(row);
  });
  if (rows.length > 0) return Uint32Array.from(rows);
  throw new CellScapeError("bad-data", "expected cells in the areas, got none; they were drawn on other positions");
}

async function selected(steps: SelectionSteps, { cells, columns, drawn }: CellPlaces): Promise<Uint8Array> {
  const names = steps.flatMap(({ shape }) => (shape.kind === "polygon" ? [shape.layout] : []));
  const layouts = new Map<string, Float32Array | undefined>();
  for (const name of new Set(names)) layouts.set(name, await drawn(name));
  return selectCells(
    {
      cells: cells.length,
      places: (name) => layouts.get(name),
      groups(name) {
        const column = columns.get(name);
        return column && groupsOf(column, `obs/${name}`);
      },
    },
    steps,
  );
}

async function insideArea({ ring, layout, within }: Area, places: CellPlaces): Promise<Uint8Array> {
  const { values, columns: width, rows } = layout === undefined ? places.positions : await places.layout(layout);
  const encloses = insideRings([ring]);
  const belongs = within === undefined ? () => true : inGroup(within, places.columns);
  const inside = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    if (encloses(values[row * width], values[row * width + 1]) && belongs(row)) inside[row] = 1;
  }
  return inside;
}

function inGroup(
  { column, group }: NonNullable<Area["within"]>,
  columns: CellPlaces["columns"],
): (row: number) => boolean {
  const found = columns.get(column);
  if (!found) throw new CellScapeError("bad-option", `expected a column of obs to look within, got ${column}`);
  const { codes, categories } = groupsOf(found, `obs/${column}`);
  const code = categories.indexOf(group);
  if (code >= 0) return (row) => codes[row] === code;
  throw new CellScapeError("bad-option", `expected one of ${categories.join(", ")} of ${column}, got ${group}`);
}

function combine(chosen: Uint8Array, inside: Uint8Array, how: Area["how"]): void {
  for (let row = 0; row < chosen.length; row++) {
    if (how === "add") chosen[row] |= inside[row];
    else if (how === "subtract") chosen[row] &= 1 - inside[row];
    else chosen[row] &= inside[row];
  }
}
