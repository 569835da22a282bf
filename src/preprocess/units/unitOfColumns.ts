import type { Dataset } from "../../data/dataset.ts";

/** Columns of positions that only one instrument writes, beside others of it, and their unit. */
const instruments: readonly {
  readonly name: string;
  readonly pairs: readonly (readonly [x: string, y: string])[];
  readonly columns: readonly string[];
  readonly um: number;
  readonly why?: string;
}[] = [
  {
    name: "Xenium",
    pairs: [["x_centroid", "y_centroid"]],
    columns: ["transcript_counts", "control_probe_counts"],
    um: 1,
  },
  { name: "MERSCOPE", pairs: [["center_x", "center_y"]], columns: ["fov", "volume", "min_x", "max_x"], um: 1 },
  {
    name: "CosMx",
    pairs: [
      ["CenterX_global_px", "CenterY_global_px"],
      ["CenterX_local_px", "CenterY_local_px"],
    ],
    columns: [],
    // "Comparing AtoMx SIP flat files with the legacy format", NanoString; 0.18 on prototypes.
    um: 0.12028,
    why: "a pixel of CosMx is 0.12028 um, and was 0.18 um on prototypes",
  },
];

/**
 * Micrometres in one unit of the positions, by the names of their columns: those that state a unit, or that one instrument writes. Positions
 * in obsm count as those columns of obs that are equal to them.
 *
 * @returns undefined where no names say it.
 */
export function unitOfColumns(
  dataset: Pick<Dataset, "positionsFrom" | "positions" | "obs">,
): { readonly um: number; readonly why: string } | undefined {
  const { positionsFrom, obs } = dataset;
  if (/(^|[ _/])x[ _](µm|um|microns?)\b.*[ _]y[ _](µm|um|microns?)\b/i.test(positionsFrom)) {
    return { um: 1, why: "their columns say so" };
  }
  for (const { name, pairs, columns, um, why = `the columns are those of ${name}` } of instruments) {
    if (!columns.every((column) => obs.columns.has(column))) continue;
    if (pairs.some(([x, y]) => isNamed(positionsFrom, x, y) || isEqual(dataset, x, y))) return { um, why };
  }
  return undefined;
}

const isNamed = (from: string, x: string, y: string) => from.indexOf(x) >= 0 && from.indexOf(y) > from.indexOf(x);

/** Whether positions in obsm are those of two columns, to the precision of either. */
function isEqual(
  { positionsFrom, positions, obs }: Pick<Dataset, "positionsFrom" | "positions" | "obs">,
  ...names: string[]
) {
  if (!positionsFrom.startsWith("obsm/")) return false;
  return names.every((name, axis) => {
    const column = obs.columns.get(name);
    if (column?.kind !== "number") return false;
    for (let i = 0; i < positions.rows; i++) {
      const [stored, wanted] = [positions.values[2 * i + axis], column.values[i]];
      if (!(Math.abs(stored - wanted) <= 1e-6 * Math.abs(wanted))) return false;
    }
    return positions.rows > 0;
  });
}
