import { CellScapeError, expectShape } from "../../core/errors.ts";
import { labelAt } from "../../data/labels.ts";
import type { Table } from "../../data/table.ts";

/**
 * What samples are adjusted for as columns of a linear model: a column of numbers is centred and scaled to at most 1, any
 * other becomes a column of 0 and 1 for each of its values but the first.
 *
 * @param adjust one row per sample.
 * @param groupOfSample [samples] below 0 for a sample that takes no part.
 * @returns columns of [samples].
 * @throws bad-shape when there is not one row per sample; bad-data when a compared sample lacks a value.
 */
export function covariateColumns(adjust: Table, groupOfSample: Int32Array): Float64Array[] {
  expectShape("adjust", [adjust.rows], { samples: groupOfSample.length });
  const used = [...groupOfSample.keys()].filter((s) => groupOfSample[s] >= 0);
  return [...adjust.columns].flatMap(([name, column]) => {
    const labels = Array.from(groupOfSample, (_, s) => labelAt(column, s));
    const missing = used.find((s) => labels[s] === undefined);
    if (missing !== undefined) {
      throw new CellScapeError("bad-data", `adjust: expected ${name} of every sample, got none for sample ${missing}`);
    }
    if (column.kind === "number") {
      const { values } = column;
      const mean = used.reduce((sum, s) => sum + values[s], 0) / used.length;
      const most = used.reduce((largest, s) => Math.max(largest, Math.abs(values[s] - mean)), 0);
      // Numbers that are all the same differ from their mean by rounding.
      const unit = most > 1e-12 * Math.abs(mean) ? most : Number.POSITIVE_INFINITY;
      return [Float64Array.from(values, (value) => (value - mean) / unit)];
    }
    const levels = [...new Set(used.map((s) => labels[s]))];
    return levels.slice(1).map((level) => Float64Array.from(labels, (label) => (label === level ? 1 : 0)));
  });
}
