import type { Matrix } from "../../data/matrix.ts";

/** Labelled cells that are left out together. */
export interface LeftOut {
  readonly section: number;
  /** Undefined for all of the section. */
  readonly part: "first half" | "second half" | undefined;
  readonly cells: Uint32Array;
}

/**
 * The labelled cells of each reference; where there is only one, of its halves along the axis on which they share more of the
 * labels: layers across a half are not in the other.
 */
export function partsLeftOut(sections: Int32Array, codes: Int32Array, positions: Matrix): LeftOut[] {
  const labelled = Array.from(codes.keys()).filter((i) => codes[i] >= 0);
  const references = [...new Set(labelled.map((i) => sections[i]))].sort((a, b) => a - b);
  if (references.length !== 1) {
    return references.map((section) => {
      return { section, part: undefined, cells: Uint32Array.from(labelled.filter((i) => sections[i] === section)) };
    });
  }
  const cuts = [0, 1].map((axis) => halvesOf(labelled, positions, axis));
  const [along, across] = cuts.map((halves) => sharedCells(halves, codes));
  const names = ["first half", "second half"] as const;
  return (across > along ? cuts[1] : cuts[0])
    .filter(({ length }) => length > 0)
    .map((half, at): LeftOut => ({ section: references[0], part: names[at], cells: Uint32Array.from(half) }));
}

function halvesOf(cells: readonly number[], { values, columns }: Matrix, axis: number): readonly (readonly number[])[] {
  const place = (i: number) => values[i * columns + axis];
  const middle = cells.map(place).sort((a, b) => a - b)[cells.length >> 1];
  return [cells.filter((i) => place(i) < middle), cells.filter((i) => place(i) >= middle)];
}

/** How many cells of the halves can be paired with one of their label in the other. */
function sharedCells([first, second]: readonly (readonly number[])[], codes: Int32Array): number {
  const count = (cells: readonly number[], code: number) => cells.filter((i) => codes[i] === code).length;
  const labels = new Set(first.map((i) => codes[i]));
  return [...labels].reduce((sum, code) => sum + Math.min(count(first, code), count(second, code)), 0);
}
