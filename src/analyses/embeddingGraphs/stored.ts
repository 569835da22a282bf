import type { Neighbors } from "../../math/neighbors/nearest.ts";
import type { Artifacts } from "../../run/artifacts.ts";
import type { StoredResult } from "../../run/stored/storedResult.ts";
import {
  intrinsicNeighborsStep,
  type KnownNeighbors,
  makeIntrinsicNeighbors,
  makeSpatialNeighbors,
  spatialNeighborsStep,
} from "./step.ts";

/** Where a run may have kept its graphs: scanpy's names, or cellscape's where the input had entries of those. */
const places = ["neighbors", "cellscape_neighbors", "cellscape_intrinsic_neighbors"];

/** The steps for a result that holds the neighbours of the same embeddings, which are read. */
export function storedGraphSteps(stored: StoredResult) {
  return {
    spatialNeighbors: {
      ...spatialNeighborsStep,
      needs: () => ["embeddings", "domains", "dataset", "selection"] as const,
      run: (made: Parameters<typeof makeSpatialNeighbors>[0] & Cells, context: Context) =>
        makeSpatialNeighbors(made, context, knownIn(stored, made)),
    },
    intrinsicNeighbors: {
      ...intrinsicNeighborsStep,
      needs: () => ["features", "domains", "embeddings", "dataset", "selection"] as const,
      run: (made: Parameters<typeof makeIntrinsicNeighbors>[0] & Cells, context: Context) =>
        makeIntrinsicNeighbors(made, context, knownIn(stored, made)),
    },
  };
}

type Cells = Pick<Artifacts, "dataset" | "selection">;
type Context = Parameters<typeof makeIntrinsicNeighbors>[1];

function knownIn(stored: StoredResult, cells: Cells): KnownNeighbors {
  return async (_, madeFrom, k) => {
    for (const place of places) {
      if ((await stored.entry(`${place}/params/made_from`)) !== madeFrom) continue;
      const key = await stored.entry(`${place}/distances_key`);
      const read = async (name: string) => stored.numbers(`obsp/${key}/${name}`);
      const [starts, targets, distances] = [await read("indptr"), await read("indices"), await read("data")];
      if (starts && targets && distances) return neighborsFrom({ starts, targets, distances }, cells, k);
    }
    return undefined;
  };
}

interface StoredRows {
  readonly starts: Float64Array;
  readonly targets: Float64Array;
  readonly distances: Float64Array;
}

/** Rows of analysed cells, by distance; undefined where a row has another number of neighbours. */
function neighborsFrom(
  { starts, targets, distances }: StoredRows,
  { dataset, selection }: Cells,
  k: number,
): Neighbors | undefined {
  const { cells } = selection;
  const places = new Int32Array(dataset.cells.length).fill(-1);
  cells.forEach((cell, i) => {
    places[cell] = i;
  });
  const found: Neighbors = {
    k,
    indices: new Uint32Array(cells.length * k),
    distances: new Float64Array(cells.length * k),
  };
  const order = new Uint32Array(k);
  for (const [i, cell] of cells.entries()) {
    const from = starts[cell];
    if (starts[cell + 1] - from !== k) return undefined;
    for (let t = 0; t < k; t++) order[t] = from + t;
    order.sort((e, f) => distances[e] - distances[f] || targets[e] - targets[f]);
    for (let t = 0; t < k; t++) {
      const other = places[targets[order[t]]] ?? -1;
      if (other < 0) return undefined;
      found.indices[i * k + t] = other;
      found.distances[i * k + t] = distances[order[t]];
    }
  }
  return found;
}
