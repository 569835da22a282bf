import type { Column, Table } from "../../data/table.ts";
import type { GroupingColumn } from "./inspection.ts";

/** Names of columns of the piece of tissue that a cell is from. */
const SAMPLE =
  /^(sample|batch|library|section|slice|slide|donor|patient|subject|animal|mouse|replicate|fov|capture|sdimz|z_?(slice|plane|index|level|layer)|bregma)|^z$/i;
/** A column with more groups than this is not offered as labels. */
const MOST_LABELS = 100;

/** Columns with few values: those whose name contains sample, batch, section, ..., and all others. */
export function groupings(table: Table): { labels: GroupingColumn[]; samples: GroupingColumn[] } {
  const all = [...table.columns].map(([name, column]) => grouping(name, column)).filter(isGrouping);
  return {
    labels: all.filter(({ column, groups }) => groups > 1 && !SAMPLE.test(column)),
    samples: all.filter(({ column }) => SAMPLE.test(column)),
  };
}

/** A column as a grouping; undefined for measurements and for names that (nearly) every cell has for itself. */
function grouping(column: string, values: Column): GroupingColumn | undefined {
  const total = values.kind === "category" ? values.codes.length : values.values.length;
  let missing = 0;
  const groups = new Set<unknown>();
  for (let i = 0; i < total; i++) {
    const value = values.kind === "category" ? values.codes[i] : values.values[i];
    const absent = value === undefined || (values.kind === "category" && value === -1) || Number.isNaN(value);
    if (absent) missing++;
    else groups.add(value);
    if (groups.size > MOST_LABELS) return undefined;
  }
  const whole = values.kind !== "number" || [...groups].every(Number.isInteger) || SAMPLE.test(column);
  const few = groups.size >= 1 && groups.size <= Math.max(2, total / 5);
  return whole && few ? { column, groups: groups.size, missing } : undefined;
}

const isGrouping = (column: GroupingColumn | undefined): column is GroupingColumn => column !== undefined;
