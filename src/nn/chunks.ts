import { createRandom } from "../core/random.ts";
import type { Graph } from "../data/graph.ts";
import { degreesOf, sortByNeighbors, spansOf } from "./arrange.ts";
import { type PaddedNeighbors, padNeighbors } from "./neighbors.ts";
import { cutIntoPatches } from "./patches.ts";
import { createSubgraphs } from "./subgraph.ts";

/** A piece of the tissue with all that its own cells' embeddings depend on. */
export interface Chunk {
  /** [size] cell at each place; any at places that are left over, which have no neighbours. */
  readonly cells: Uint32Array;
  /** Places of the chunk's own cells. */
  readonly own: Uint32Array;
  readonly lists: Omit<PaddedNeighbors, "places">;
}

/** A tissue in pieces that one program can work on, one after the other. */
export interface Chunks {
  readonly sizes: { readonly cells: number; readonly places: number; readonly spans: readonly number[] };
  readonly count: number;
  chunk(place: number): Chunk;
}

/** Own cells of a chunk at most. */
export const largestChunk = 8192;

/**
 * Cut a tissue into chunks, each with the cells around it up to `steps` edges away: what a cell's embedding by so many
 * layers depends on. Up to 8,192 cells are one chunk, whose cells are sorted by their number of neighbours.
 *
 * @throws bad-data for a graph that is not symmetric.
 */
export function cutIntoChunks(
  graph: Graph,
  { steps, largest = largestChunk }: { steps: number; largest?: number | undefined },
): Chunks {
  const n = graph.starts.length - 1;
  const count = Math.ceil(n / largest);
  // Where it is cut does not change the result beyond rounding: no need for a seed.
  const { cells, starts } = cutIntoPatches(graph, count, createRandom(0));
  const subgraphs = createSubgraphs(graph);
  const owned = Array.from({ length: count }, (_, s) => cells.slice(starts[s], starts[s + 1]).sort());
  const around = owned.map((own) => subgraphs.around(own, steps));
  const size = around.reduce((most, { length }) => Math.max(most, length), 0);
  const degrees = new Uint32Array(size);
  for (const list of around) {
    degreesOf(subgraphs.of(list, size))
      .sort()
      .forEach((degree, place) => {
        degrees[place] = Math.max(degrees[place], degree);
      });
  }
  const places = degrees[size - 1] + 1;
  return {
    sizes: { cells: size, places, spans: spansOf(degrees) },
    count,
    chunk(s) {
      const mine = new Set(owned[s]);
      const list = around[s];
      const { order, graph: sorted } = sortByNeighbors(subgraphs.of(list, size));
      const own = Uint32Array.from(order.keys()).filter((at) => mine.has(list[order[at]]));
      const used = order.map((place) => list[place] ?? list[0]);
      const { index, reverse, bias } = padNeighbors(sorted, places);
      return { cells: used, own, lists: { index, reverse, bias } };
    },
  };
}
