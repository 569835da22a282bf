import { fingerprintOf } from "../../core/fingerprint.ts";
import { createRandom } from "../../core/random.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { CategoryColumn } from "../../data/table.ts";
import type { Artifacts, StepContext } from "../../run/artifacts.ts";
import { domainColumn } from "../../run/domainColumn.ts";
import { optional, type Step } from "../../run/step.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import { coOccurrences } from "./coOccurrence.ts";
import type { CoOccurrences, KnownCoOccurrence } from "./made.ts";

/** All pairs of so many cells are compared; of more, as many are drawn, which leaves the ratios as they are. */
const mostCells = 40_000;

/** Ratios that an earlier run computed from the same cells and labels; undefined where there are none. */
type KnownRatios = (
  name: "domains" | "types",
  madeFrom: string,
  categories: readonly string[],
) => Promise<KnownCoOccurrence | undefined>;

/** How domains, and types of cells, gather around each other by distance. */
export async function makeCoOccurrence(
  { domains, cellTypes, selection }: Pick<Artifacts, "domains" | "selection"> & CellTypesMade,
  { config, task }: StepContext,
  known?: KnownRatios,
): Promise<CoOccurrences> {
  const n = selection.cells.length;
  const cells = drawn(n, config.seed);
  if (cells.length < n) {
    task.note(`co-occurrence is that of ${mostCells} cells drawn at random`);
  }
  const positions = rowsOf(selection.positions, cells);
  const { samples } = selection;
  const options = samples ? { sections: Int32Array.from(cells, (i) => samples.codes[i]) } : {};
  const labellings = { domains: domainColumn(domains), types: cellTypes.types };
  const made: { -readonly [name in keyof CoOccurrences]: CoOccurrences[name] } = {
    domains: undefined,
    types: undefined,
  };
  const wanted: { readonly name: keyof CoOccurrences; readonly groups: CategoryColumn; readonly madeFrom: string }[] =
    [];
  for (const name of ["domains", "types"] as const) {
    const { codes, ...names } = labellings[name];
    if (names.categories.length < 2) continue;
    const groups = { ...names, codes: Int32Array.from(cells, (i) => codes[i]) };
    const madeFrom = fingerprintOf(positions.values, groups.codes, options.sections ?? "one section");
    made[name] = await known?.(name, madeFrom, groups.categories);
    if (made[name] === undefined) wanted.push({ name, groups, madeFrom });
  }
  const labelled = wanted.map(({ groups }) => groups);
  const found = await coOccurrences(positions, labelled, undefined, options, task);
  for (const [k, { name, madeFrom }] of wanted.entries()) made[name] = { ...found[k], madeFrom };
  return made;
}

function drawn(n: number, seed: number): Uint32Array {
  if (n <= mostCells) return Uint32Array.from({ length: n }, (_, i) => i);
  const order = createRandom(seed).split("co-occurrence").permutation(n);
  return Uint32Array.from(order.subarray(0, mostCells)).sort();
}

/** The first two coordinates of some cells. */
function rowsOf({ columns, values }: Matrix, cells: Uint32Array): Matrix {
  const chosen = new Float64Array(2 * cells.length);
  cells.forEach((cell, i) => {
    chosen[2 * i] = values[cell * columns];
    chosen[2 * i + 1] = values[cell * columns + 1];
  });
  return { rows: cells.length, columns: 2, values: chosen };
}

export const coOccurrenceStep: Step<CoOccurrences, Pick<Artifacts, "domains" | "selection"> & CellTypesMade> = {
  does: () => "Computing co-occurrence",
  needs: () => ["domains", "cellTypes", "selection"],
  policy: optional,
  run: makeCoOccurrence,
};
