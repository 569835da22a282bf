import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { StoredTree } from "../stored/tree.ts";

/** What `storedUnit` reads of uns. */
export const UNIT_PARTS = ["uns/bin_type", "uns/resolution"];

/**
 * The unit of positions that stereopy wrote: it keeps nanometres between the spots of the chip, in which positions are counted, in
 * `uns/resolution`, and `bins` or `cell_bins` in `uns/bin_type`. Other programs keep other things in the former.
 *
 * @see stereopy, `stereo_to_anndata`
 */
export function storedUnit(file: StoredTree): Pick<Dataset, "unitUm"> & { readonly notes: readonly string[] } {
  const [type, resolution] = UNIT_PARTS.map((path) => scalarAt(file, path));
  if ((type !== "bins" && type !== "cell_bins") || !(Number(resolution) > 0)) return { notes: [] };
  const unitUm = Number(resolution) / 1000;
  const note = `positions are in units of ${unitUm} um: resolution of uns, as stereopy writes it (--unit-um sets it)`;
  return { unitUm, notes: [note] };
}

function scalarAt(file: StoredTree, path: string): string | number | undefined {
  if (file.kind(path) !== "dataset") return undefined;
  try {
    const { type, shape } = file.info(path);
    if (shape.some((side) => side !== 1)) return undefined;
    if (type === "string") return file.strings(path)[0];
    return type === "integer" || type === "float" ? file.numbers(path)[0] : undefined;
  } catch (error) {
    if (error instanceof CellScapeError) return undefined;
    throw error;
  }
}
