import { CellScapeError } from "../../core/errors.ts";
import type { Shape } from "../shape.ts";

/** Cells start .. end - 1, of which each uses its first `used` places. */
export interface Block {
  readonly start: number;
  readonly end: number;
  readonly used: number;
}

/** Gathered numbers that fit a core's second-level cache beside what they meet: 512 kB. Twice as fast as all at once. */
const blockSize = 131_072;
/** A bound on the length of the program. */
const mostBlocks = 256;

/**
 * The cells in blocks to be worked on one after the other, so that the rows that one gathers are still in the cache when
 * they are used.
 *
 * @param index shape [n, g, k] of the neighbour lists.
 * @param width numbers in a row that is gathered.
 * @param spans see `neighbors.ts`.
 */
export function blocks([n, g, k]: Shape, width: number, spans: readonly number[]): Block[] {
  const result: Block[] = [];
  for (let span = 0, from = 0; from < n; span += 2) {
    const [to, used] = spans.length === 0 ? [n, k] : [spans[span], spans[span + 1]];
    const cells = Math.ceil(Math.max(blockSize / (g * used * width), n / mostBlocks));
    for (let start = from; start < to; start += cells) result.push({ start, end: Math.min(start + cells, to), used });
    from = to;
  }
  return result;
}

/** How many places each cell uses. */
export function usedPlaces(spans: readonly number[], [n, , k]: Shape): Uint32Array {
  const used = new Uint32Array(n).fill(k);
  for (let span = spans.length - 2; span >= 0; span -= 2) used.fill(spans[span + 1], 0, spans[span]);
  return used;
}

/** @throws bad-shape unless the ends rise to n and every count is one of 1 .. k. */
export function checkSpans(name: string, spans: readonly number[], [n, , k]: Shape): void {
  const ends = spans.filter((_, i) => i % 2 === 0);
  const counts = spans.filter((_, i) => i % 2 === 1);
  const rising = ends.every((end, i) => Number.isInteger(end) && end > (i === 0 ? 0 : ends[i - 1]));
  const fitting = counts.every((count) => Number.isInteger(count) && count >= 1 && count <= k);
  if (spans.length === 0 || (rising && fitting && ends.at(-1) === n && counts.length === ends.length)) return;
  const expected = `ends that rise to ${n} with counts of 1 to ${k}`;
  throw new CellScapeError("bad-shape", `${name}: expected spans of ${expected}, got [${spans.join(", ")}]`);
}
