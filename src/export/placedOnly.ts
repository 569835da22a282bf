import type { Matrix } from "../data/matrix.ts";
import type { Result } from "./exporter.ts";

/** Positions and groups of the cells that have a position. */
export function placedOnly({ positions, groups }: Pick<Result, "positions" | "groups">): {
  readonly positions: Matrix;
  readonly codes: Int32Array;
} {
  const { values } = positions;
  if (values.every(Number.isFinite)) return { positions, codes: groups.codes };
  const rows: number[] = [];
  for (let i = 0; i < positions.rows; i++) if (Number.isFinite(values[2 * i] + values[2 * i + 1])) rows.push(i);
  const kept = Float64Array.from({ length: 2 * rows.length }, (_, at) => values[2 * rows[at >> 1] + (at % 2)]);
  return {
    positions: { rows: rows.length, columns: 2, values: kept },
    codes: Int32Array.from(rows, (row) => groups.codes[row]),
  };
}
