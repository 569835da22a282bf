import type { Matrix } from "../../data/matrix.ts";
import type { PairFeeds } from "../../nn/pairs.ts";

/**
 * How far apart the cells of pairs are in the tissue, of the largest distance among them: 0 .. 1. Cells of two samples have
 * no distance, and weigh nothing.
 *
 * @param cells [n] cell of each row that the pairs name.
 */
export function farness(
  { first, second }: Pick<PairFeeds, "first" | "second">,
  { positions: { values }, samples, cells }: Places,
): Float32Array {
  const lengths = new Float64Array(second.length);
  let most = 0;
  second.forEach((row, at) => {
    const [a, b] = [cells[first[at % first.length]], cells[row]];
    if (samples && samples[a] !== samples[b]) return;
    lengths[at] = Math.hypot(values[2 * a] - values[2 * b], values[2 * a + 1] - values[2 * b + 1]);
    most = Math.max(most, lengths[at]);
  });
  return Float32Array.from(lengths, (length) => (most === 0 ? 0 : length / most));
}

interface Places {
  /** [n, 2] */
  readonly positions: Matrix;
  /** [n] sample of each cell; undefined for one. */
  readonly samples: Int32Array | undefined;
  readonly cells: Uint32Array;
}
