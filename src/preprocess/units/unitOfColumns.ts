import type { Dataset } from "../../data/dataset.ts";

/** Columns of cells that only one instrument writes, beside positions that it gives in micrometres. */
const instruments: readonly {
  readonly name: string;
  readonly positions: RegExp;
  readonly columns: readonly string[];
}[] = [
  { name: "Xenium", positions: /x_centroid.*y_centroid/, columns: ["transcript_counts", "control_probe_counts"] },
  { name: "MERSCOPE", positions: /center_x.*center_y/, columns: ["fov", "volume", "min_x", "max_x"] },
];

/** Micrometres in the names of the columns of positions, or by the instrument that wrote them; undefined where neither says. */
export function unitOfColumns({
  positionsFrom,
  obs,
}: Pick<Dataset, "positionsFrom" | "obs">): { readonly um: number; readonly why: string } | undefined {
  if (/(^|[ _/])x[ _](µm|um|microns?)\b.*[ _]y[ _](µm|um|microns?)\b/i.test(positionsFrom)) {
    return { um: 1, why: "their columns say so" };
  }
  const found = instruments.find(
    ({ positions, columns }) => positions.test(positionsFrom) && columns.every((name) => obs.columns.has(name)),
  );
  return found && { um: 1, why: `the columns are those of ${found.name}` };
}
