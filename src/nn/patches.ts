import type { Random } from "../core/random.ts";
import type { Graph } from "../data/graph.ts";

/** A tissue in pieces of equal size, but for one cell. */
export interface Patches {
  /** [n] cells, piece by piece. */
  readonly cells: Uint32Array;
  /** Piece s is `cells[starts[s] .. starts[s + 1]]`, n / count cells rounded down or up. */
  readonly starts: Uint32Array;
}

/** How far from the middle a piece may be cut, so that borders lie elsewhere each time. */
const unevenness = 0.1;

/**
 * Cut a tissue into compact pieces along its graph, without positions: cells are ordered by their distance in steps from
 * one end of the piece, and cut in two at about the middle, again and again. Pieces are connected as far as the tissue is.
 *
 * Cost: (n + edges) x log2(count).
 */
export function cutIntoPatches(graph: Graph, count: number, rng: Random): Patches {
  const n = graph.starts.length - 1;
  const cells = Uint32Array.from({ length: n }, (_, i) => i);
  const spread = createSpread(graph, cells);
  const starts: number[] = [0];
  const cut = (from: number, to: number, pieces: number): void => {
    if (pieces === 1) {
      starts.push(to);
      return;
    }
    // Whatever is farthest from any cell is at an end.
    const end = spread(from, to, cells[from + rng.integer(to - from)]);
    spread(from, to, end);
    const share = 0.5 + unevenness * (2 * rng.uniform() - 1);
    const left = Math.max(1, Math.min(pieces - 1, Math.floor(pieces * share + rng.uniform())));
    const middle = from + Math.floor(((to - from) * left) / pieces);
    cut(from, middle, left);
    cut(middle, to, pieces - left);
  };
  cut(0, n, count);
  return { cells, starts: Uint32Array.from(starts) };
}

/**
 * A function that puts the cells in `cells[from .. to]` in the order of their distance from `start`, counted in steps that
 * stay among them; cells that cannot be reached come last. It returns the farthest that can.
 */
function createSpread({ starts, targets }: Graph, cells: Uint32Array) {
  const n = cells.length;
  const queue = new Uint32Array(n);
  /** Number of the call in which a cell may be reached, until it is. */
  const open = new Uint32Array(n);
  let call = 0;
  return (from: number, to: number, start: number): number => {
    call++;
    for (let at = from; at < to; at++) open[cells[at]] = call;
    let [head, tail, next, farthest] = [from, from, from, -1];
    const reach = (cell: number) => {
      open[cell] = 0;
      queue[tail++] = cell;
    };
    reach(start);
    while (tail < to || head < tail) {
      if (head === tail) {
        if (farthest < 0) farthest = queue[tail - 1];
        while (open[cells[next]] !== call) next++;
        reach(cells[next]);
      }
      const i = queue[head++];
      for (let e = starts[i]; e < starts[i + 1]; e++) if (open[targets[e]] === call) reach(targets[e]);
    }
    cells.set(queue.subarray(from, to), from);
    return farthest < 0 ? queue[to - 1] : farthest;
  };
}
