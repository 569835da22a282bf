import type { Matrix } from "../data/matrix.ts";
import { nearestNeighbors } from "../math/neighbors/nearest.ts";

/** Cells looked at: as many as show how groups lie. */
const mostCells = 20_000;
/** Share of what groups that are mixed at random have; groups side by side touch at their borders alone. */
const overlapping = 0.3;

/**
 * Whether groups of cells lie over each other, as sections do that each have coordinates of their own: the cell nearest to
 * a cell is then as often of another group as of its own. Groups side by side, such as fields of view, do not.
 *
 * @param positions [n, 2] finite.
 * @param codes [n] group of each cell; cells below 0 are not looked at.
 */
export async function liesOverEachOther({ values }: Matrix, codes: Int32Array): Promise<boolean> {
  const step = Math.max(1, Math.ceil(codes.length / mostCells));
  const cells = Array.from(codes.keys()).filter((i) => i % step === 0 && codes[i] >= 0);
  if (cells.length < 2) return false;
  const places = Float64Array.from(cells.flatMap((i) => [values[2 * i], values[2 * i + 1]]));
  const { indices } = await nearestNeighbors({ rows: cells.length, columns: 2, values: places }, 1);
  const sizes = new Map<number, number>();
  for (const i of cells) sizes.set(codes[i], (sizes.get(codes[i]) ?? 0) + 1);
  let others = 0;
  for (const [at, i] of cells.entries()) if (codes[cells[indices[at]]] !== codes[i]) others++;
  let chance = 0;
  for (const size of sizes.values()) chance += (size / cells.length) * (1 - size / cells.length);
  return chance > 0 && others / cells.length >= overlapping * chance;
}
