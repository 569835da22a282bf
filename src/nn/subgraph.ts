import type { Graph } from "../data/graph.ts";

/** Takes parts out of a graph. */
export interface Subgraphs {
  /**
   * The graph of `cells` by their place among them; edges to others are left out.
   *
   * @param cells ascending.
   * @param size places, of which those after the cells are without neighbours; as many as there are cells by default.
   */
  of(cells: Uint32Array, size?: number): Graph;
  /** `cells` and all that are at most `steps` edges away, ascending. */
  around(cells: Uint32Array, steps: number): Uint32Array;
}

/** Induced subgraphs of one graph. Calls reuse one array of n entries, so that each costs only its own cells and edges. */
export function createSubgraphs({ starts, targets, lengths }: Graph): Subgraphs {
  /** Place of a cell among those of the call under way, plus one; 0 for others. */
  const place = new Uint32Array(starts.length - 1);
  return {
    of(cells, size = cells.length) {
      cells.forEach((cell, at) => {
        place[cell] = at + 1;
      });
      let edges = 0;
      for (const i of cells) edges += starts[i + 1] - starts[i];
      const ends = new Uint32Array(size + 1);
      const kept = new Uint32Array(edges);
      const keptLengths = new Float32Array(edges);
      let end = 0;
      cells.forEach((i, at) => {
        for (let e = starts[i]; e < starts[i + 1]; e++) {
          const j = place[targets[e]];
          if (j === 0) continue;
          kept[end] = j - 1;
          keptLengths[end++] = lengths[e];
        }
        ends[at + 1] = end;
      });
      ends.fill(end, cells.length + 1);
      for (const cell of cells) place[cell] = 0;
      return { starts: ends, targets: kept.subarray(0, end), lengths: keptLengths.subarray(0, end) };
    },
    around(cells, steps) {
      const found = Array.from(cells);
      for (const cell of cells) place[cell] = 1;
      for (let step = 0, from = 0; step < steps; step++) {
        const to = found.length;
        for (; from < to; from++) {
          const i = found[from];
          for (let e = starts[i]; e < starts[i + 1]; e++) {
            if (place[targets[e]] > 0) continue;
            place[targets[e]] = 1;
            found.push(targets[e]);
          }
        }
      }
      for (const cell of found) place[cell] = 0;
      return Uint32Array.from(found).sort();
    },
  };
}
