import type { CategoryColumn, Column, Table } from "../../data/table.ts";
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
  const { groups, missing, isWhole } = values.kind === "category" ? codesIn(values) : valuesIn(values.values);
  const few = groups >= 1 && groups <= Math.min(MOST_LABELS, Math.max(2, total / 5));
  return few && (isWhole || SAMPLE.test(column)) ? { column, groups, missing } : undefined;
}

interface Distinct {
  readonly groups: number;
  readonly missing: number;
  /** Whether no value is a fraction, or a whole number that doubles do not keep apart from others. */
  readonly isWhole: boolean;
}

function codesIn({ codes, categories }: CategoryColumn): Distinct {
  const seen = new Uint8Array(categories.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing++;
    else seen[code] = 1;
  }
  return { groups: seen.reduce((sum, each) => sum + each, 0), missing, isWhole: true };
}

/** Groups are counted as far as a grouping may have some. */
function valuesIn(values: ArrayLike<unknown>): Distinct {
  const groups = new Set<unknown>();
  let missing = 0;
  for (let i = 0; i < values.length && groups.size <= MOST_LABELS; i++) {
    const value = values[i];
    if (value === undefined || Number.isNaN(value)) missing++;
    else groups.add(value);
  }
  const isWhole = [...groups].every((value) => typeof value !== "number" || Number.isSafeInteger(value));
  return { groups: groups.size, missing, isWhole };
}

const isGrouping = (column: GroupingColumn | undefined): column is GroupingColumn => column !== undefined;
