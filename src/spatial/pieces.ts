import type { Graph } from "../data/graph.ts";

/** An edge longer than this many median edges may lie over a gap; within a tissue gaps are up to three of them wide. */
const longEdge = 5;
/** Cells of a piece of tissue; fewer are debris, which belongs to the piece nearest to it. */
const fewestCells = 20;

/** A graph without edges between separate pieces of tissue. */
export interface Pieces {
  readonly graph: Graph;
  /** Separate pieces: 1 where nothing was cut. */
  readonly pieces: number;
  /** Edges that were cut. */
  readonly cut: number;
  /** Length beyond which an edge between two pieces was cut, in the unit of the positions. */
  readonly limit: number;
}

/**
 * Cut the edges that span a gap between separate pieces of tissue, such as the cores of a tissue microarray or several
 * sections on one slide. Pieces are what is left connected, 20 cells or more, without edges longer than five times the
 * median edge. Smaller groups join the piece that is nearest along an edge. Long edges inside of one piece (over a
 * ventricle or a tear that tissue surrounds) stay.
 *
 * @returns the graph itself where there is one piece.
 * @see Methods, "Spatial graph": the triangulation as such spans every gap.
 */
export function cutBetweenPieces(graph: Graph): Pieces {
  const { starts, targets, lengths } = graph;
  const n = starts.length - 1;
  if (lengths.length === 0) return { graph, pieces: 1, cut: 0, limit: Number.POSITIVE_INFINITY };
  const limit = longEdge * lengths.slice().sort()[lengths.length >> 1];
  const parents = Uint32Array.from({ length: n }, (_, i) => i);
  const sizes = new Uint32Array(n).fill(1);
  const rootOf = (cell: number): number => {
    let root = cell;
    while (parents[root] !== root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  };
  const unite = (a: number, b: number) => {
    if (a === b) return;
    parents[a] = b;
    sizes[b] += sizes[a];
  };
  const long: { readonly from: number; readonly to: number; readonly length: number }[] = [];
  for (let i = 0; i < n; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      if (targets[e] < i) continue;
      if (lengths[e] <= limit) unite(rootOf(i), rootOf(targets[e]));
      else long.push({ from: i, to: targets[e], length: lengths[e] });
    }
  }
  // Shortest first, so that debris joins what is nearest; two pieces stay apart.
  for (const { from, to } of long.sort((a, b) => a.length - b.length)) {
    const [a, b] = [rootOf(from), rootOf(to)];
    if (sizes[a] < fewestCells || sizes[b] < fewestCells) unite(a, b);
  }
  const cut = long.filter(({ from, to }) => rootOf(from) !== rootOf(to)).length;
  const pieces = new Set(long.flatMap(({ from, to }) => [rootOf(from), rootOf(to)])).size;
  if (cut === 0) return { graph, pieces: 1, cut, limit };
  const apart = (i: number, e: number) => lengths[e] > limit && rootOf(i) !== rootOf(targets[e]);
  return { graph: without(graph, apart), pieces, cut, limit };
}

/** A graph without the edges for which `drop` holds, from both ends. */
function without({ starts, targets, lengths }: Graph, drop: (cell: number, edge: number) => boolean): Graph {
  const newStarts = new Uint32Array(starts.length);
  const kept: number[] = [];
  for (let i = 0; i + 1 < starts.length; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) if (!drop(i, e)) kept.push(e);
    newStarts[i + 1] = kept.length;
  }
  return {
    starts: newStarts,
    targets: Uint32Array.from(kept, (e) => targets[e]),
    lengths: Float32Array.from(kept, (e) => lengths[e]),
  };
}
