import type { Dataset } from "../../data/dataset.ts";

/** A cell this many times the extent of the others away from them lies in no tissue of theirs. */
const farExtents = 10;
/** The others: cells between these quantiles of each axis. */
const tail = 0.01;
/** Cells that quantiles are taken from. */
const sampled = 8192;

/**
 * Few cells that lie far from all others, such as one whose position is a typing error or in another unit; one sentence, none where
 * there are none. A maximum of 1 % of the cells of a sample on either side of each axis counts as few.
 */
export function strayPlaces({ cells, positions: { values, columns }, samples, positionsFrom }: Dataset): string[] {
  const groups = samples?.names.length ?? 1;
  const bounds = Array.from({ length: groups }, (_, sample) =>
    [0, 1].map((axis) => range(values, columns, axis, samples && { codes: samples.codes, sample })),
  );
  let [count, first] = [0, -1];
  for (let i = 0; i < cells.length; i++) {
    const [x, y] = bounds[samples?.codes[i] ?? 0] ?? [];
    const isFar = beyond(values[columns * i], x) || beyond(values[columns * i + 1], y);
    if (!isFar) continue;
    if (count === 0) first = i;
    count++;
  }
  if (count === 0) return [];
  const at = `${values[columns * first]}, ${values[columns * first + 1]}`;
  return [
    `${count} of ${cells.length} cells lie far from all others (tenfold their extent and more), such as ${cells[first]} at ${at}: check ${positionsFrom}, or leave them out (maps show all cells, so that the others become one dot)`,
  ];
}

/** Where far begins on either side of an axis. */
interface Range {
  readonly least: number;
  readonly most: number;
}

const beyond = (value: number, range: Range | undefined) =>
  range !== undefined && (value < range.least || value > range.most);

/** Of the cells of a sample; undefined where they have no extent. */
function range(
  values: ArrayLike<number>,
  columns: number,
  axis: number,
  of: { readonly codes: Int32Array; readonly sample: number } | undefined,
): Range | undefined {
  const n = values.length / columns;
  const stride = Math.max(1, Math.floor(n / (sampled * (of ? 4 : 1))));
  const found: number[] = [];
  for (let i = 0; i < n; i += stride) {
    const value = values[columns * i + axis];
    if (Number.isFinite(value) && (of === undefined || of.codes[i] === of.sample)) found.push(value);
  }
  const sorted = Float64Array.from(found).sort();
  const out = Math.max(1, Math.floor(tail * sorted.length));
  if (sorted.length < 3 * out) return undefined;
  const [low, high] = [sorted[out], sorted[sorted.length - 1 - out]];
  const far = farExtents * (high - low);
  return far > 0 ? { least: low - far, most: high + far } : undefined;
}
