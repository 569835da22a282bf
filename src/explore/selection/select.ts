import { CellScapeError } from "../../core/errors.ts";
import type { CategoryColumn } from "../../data/table.ts";
import { comparePartitions } from "../partitions/comparePartitions.ts";
import { markInside } from "./polygon.ts";
import type { SelectionShape, SelectionStep, SelectionSteps } from "./steps.ts";

/** Where shapes find their cells. */
export interface SelectionGround {
  readonly cells: number;
  /** [n, 2]; undefined for a layout that there is not. */
  places(layout: string): Float32Array | undefined;
  groups(column: string): CategoryColumn | undefined;
}

/**
 * The cells that steps select.
 *
 * @returns [n] 1 for those that are.
 * @throws bad-option for a layout, column or category that there is not.
 */
export function selectCells(ground: SelectionGround, steps: SelectionSteps): Uint8Array {
  return steps.reduce<Uint8Array>((mask, step) => applyStep(ground, mask, step), new Uint8Array(ground.cells));
}

/** @returns a mask of its own. */
export function applyStep(ground: SelectionGround, before: Uint8Array, { mode, shape }: SelectionStep): Uint8Array {
  const inside = new Uint8Array(ground.cells);
  markShape(ground, shape, inside);
  if (mode === "new") return inside;
  for (let i = 0; i < inside.length; i++) {
    if (mode === "add") inside[i] |= before[i];
    else if (mode === "intersect") inside[i] &= before[i];
    else inside[i] = before[i] & ~inside[i] & 1;
  }
  return inside;
}

function markShape(ground: SelectionGround, shape: SelectionShape, inside: Uint8Array): void {
  if (shape.kind === "all") {
    inside.fill(1);
    return;
  }
  if (shape.kind === "polygon") {
    const places = ground.places(shape.layout);
    if (!places)
      throw new CellScapeError("bad-option", `selection: expected a layout of this file, got ${shape.layout}`);
    markInside(places, shape.corners, inside);
    return;
  }
  if (shape.kind === "differing") {
    const [a, b] = shape.columns.map((name) => groupsNamed(ground, name));
    inside.set(comparePartitions(a, b).differs);
    return;
  }
  const { column, category } = shape;
  const groups = ground.groups(column);
  const code = category === null ? -1 : groups?.categories.indexOf(category);
  if (!groups || code === undefined || (category !== null && code < 0)) {
    const got = groups ? `${category} of ${column}` : `the column ${column}`;
    throw new CellScapeError("bad-option", `selection: expected a category of this file, got ${got}`);
  }
  for (let i = 0; i < inside.length; i++) if (groups.codes[i] === code) inside[i] = 1;
}

function groupsNamed(ground: SelectionGround, name: string): CategoryColumn {
  const groups = ground.groups(name);
  if (groups) return groups;
  throw new CellScapeError("bad-option", `selection: expected a column of groups of this file, got ${name}`);
}

/** Cells of a mask. */
export function countSelected(mask: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < mask.length; i++) count += mask[i];
  return count;
}
