import type { Graph } from "../data/graph.ts";
import { degreesOf } from "./arrange.ts";

/**
 * The graph without the longest edges of cells that have more neighbours than their place allows: few, where that was
 * found on other parts of the same tissue.
 *
 * @param most [n] largest number of neighbours at each place.
 * @returns the graph itself where everything fits.
 */
export function fitDegrees(graph: Graph, most: Uint32Array): Graph {
  const { starts, targets, lengths } = graph;
  const degrees = degreesOf(graph);
  if (degrees.every((degree, i) => degree <= most[i])) return graph;
  const gone = new Uint8Array(targets.length);
  const edge = (i: number, j: number) => targets.indexOf(j, starts[i]);
  degrees.forEach((_, i) => {
    while (degrees[i] > most[i]) {
      let longest = -1;
      for (let e = starts[i]; e < starts[i + 1]; e++) {
        if (gone[e] === 0 && (longest < 0 || lengths[e] > lengths[longest])) longest = e;
      }
      const j = targets[longest];
      gone[longest] = 1;
      gone[edge(j, i)] = 1;
      degrees[i]--;
      degrees[j]--;
    }
  });
  const ends = new Uint32Array(starts.length);
  degrees.forEach((degree, i) => {
    ends[i + 1] = ends[i] + degree;
  });
  return {
    starts: ends,
    targets: targets.filter((_, e) => gone[e] === 0),
    lengths: lengths.filter((_, e) => gone[e] === 0),
  };
}
