import { silentTask, type Task } from "../core/task.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { quantile } from "../math/statistics/spread.ts";
import { graphFromEdges } from "./edges.ts";
import { triangulate } from "./triangulate.ts";

/**
 * Graph of the Delaunay triangulation without its longest edges. Of cells at one position the first is used and the others
 * have no neighbours.
 *
 * @param positions [n, 2] in any unit.
 * @param kept quantile of the lengths, 0 to 1, that no edge exceeds.
 * @throws as `triangulate`.
 * @see CellCharter `gr.remove_long_links`; the edges are those of scipy `Delaunay` up to the quantile of numpy.
 */
export async function trimmedDelaunay(positions: Matrix, kept: number, task: Task = silentTask): Promise<Graph> {
  const { places, triangles } = triangulate(positions);
  await task.update(0.7);
  const edges = {
    from: triangles.map((corner) => places[corner]),
    to: triangles.map((_, e) => places[triangles[e % 3 === 2 ? e - 2 : e + 1]]),
  };
  const longest = quantile(exactLengths(positions, graphFromEdges(positions, edges)).sort(), kept);
  return graphFromEdges(positions, edges, longest);
}

/** Lengths in double precision: edges of a lattice are as long as the quantile of their lengths, and stay. */
function exactLengths({ values }: Matrix, { starts, targets }: Graph): Float64Array {
  const lengths = new Float64Array(targets.length);
  for (let i = 0; i + 1 < starts.length; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const dx = values[2 * i] - values[2 * targets[e]];
      const dy = values[2 * i + 1] - values[2 * targets[e] + 1];
      lengths[e] = Math.sqrt(dx * dx + dy * dy);
    }
  }
  return lengths;
}
