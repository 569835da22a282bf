import { CellScapeError, expectShape } from "../../core/errors.ts";
import { createRandom, type Random } from "../../core/random.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import { expectWeightedGraph, type WeightedGraph } from "../../data/weightedGraph.ts";
import { spectralInit } from "./spectralInit.ts";
import { fitAttractionCurve } from "./umapCurve.ts";
import { umapDescent } from "./umapForces.ts";

/** Start, spread and length of the optimisation; defaults as in scanpy. */
export interface UmapOptions {
  /** Where cells start: by the graph's eigenvectors, or at given places [n, 2], such as two principal components. */
  readonly start?: "spectral" | Matrix;
  /** How near cells may come to each other on the map, in its unit: 0.5 by default, as in scanpy. */
  readonly minDistance?: number;
  /** How far apart groups stand, in the unit of the map: 1 by default. */
  readonly spread?: number;
  /** By default 500, and 200 above 10,000 cells. */
  readonly epochs?: number;
  /** Cells drawn at random, for each time an edge pulls, to be pushed away from. */
  readonly negatives?: number;
}

/** A two-dimensional layout of cells with the parameters of its curve. */
export interface Umap {
  /** [n, 2] coordinates on the map, without a unit. */
  readonly positions: Matrix & {
    /** [n * 2] row by row. */
    readonly values: Float32Array;
  };
  /** Closeness by distance on the map is 1 / (1 + a x^(2 b)). */
  readonly a: number;
  readonly b: number;
  readonly epochs: number;
}

/** Pulls and pushes between two updates of the task: some tenths of a second. */
const movesBetweenUpdates = 1e7;

/**
 * A map of cells in the plane on which neighbours in the graph lie close (UMAP). The same seed gives the same map.
 *
 * Cost: see `umapDescent`; for 15 neighbours about 6 n epochs moves, and the eigenvectors of the start.
 *
 * @param graph as from `fuzzyGraph`
 * @throws bad-option when an option is out of its range; bad-shape when the start is not [n, 2]; bad-data when it is not
 * finite; cancelled when the signal fires.
 * @see McInnes, Healy and Melville 2018; umap-learn `simplicial_set_embedding`, as scanpy `tl.umap` calls it.
 * @example
 * import { umap } from "cellscape/analyses";
 */
export async function umap(
  graph: WeightedGraph,
  options: UmapOptions = {},
  rng: Random = createRandom(0),
  task: Task = silentTask,
): Promise<Umap> {
  expectWeightedGraph("umap", graph);
  const n = graph.starts.length - 1;
  const {
    start = "spectral",
    minDistance = 0.5,
    spread = 1,
    epochs = n <= 10_000 ? 500 : 200,
    negatives = 5,
  } = options;
  expectCount("epochs", epochs);
  expectCount("negatives", negatives);
  if (!(spread > 0 && spread < Number.POSITIVE_INFINITY)) {
    throw new CellScapeError("bad-option", `umap: expected a spread above 0, got ${spread}`);
  }
  if (!(minDistance >= 0 && minDistance <= spread)) {
    throw new CellScapeError(
      "bad-option",
      `umap: expected a least distance from 0 to the spread of ${spread}, got ${minDistance}`,
    );
  }
  const curve = fitAttractionCurve(minDistance, spread);
  // A few eigenvectors take little beside the descent.
  const spectral = () => spectralInit(graph, rng.split("spectral"), task.part(0, 0));
  const first = startPlaces(start === "spectral" ? await spectral() : given(start, n), rng);
  const { descend, places } = umapDescent(first, graph, { curve, epochs, negatives, rate: 1 }, rng.split("descent"));
  const stride = Math.max(1, Math.floor(movesBetweenUpdates / (6 * (graph.targets.length + 1))));
  for (let epoch = 0; epoch < epochs; epoch++) {
    if (epoch % stride === 0) await task.update(epoch / epochs);
    descend(epoch);
  }
  await task.update(1);
  return { positions: { rows: n, columns: 2, values: places.slice() }, ...curve, epochs };
}

function expectCount(what: string, value: number): void {
  if (Number.isInteger(value) && value > 0) return;
  throw new CellScapeError("bad-option", `umap: expected a positive number of ${what}, got ${value}`);
}

function given({ rows, columns, values }: Matrix, n: number): Float64Array {
  expectShape("umap: start", [rows, columns], { cells: n, axes: 2 });
  const odd = values.findIndex((value: number) => !Number.isFinite(value));
  if (odd >= 0) {
    throw new CellScapeError(
      "bad-data",
      `umap: expected a finite start, got ${values[odd]} for cell ${Math.floor(odd / 2)}`,
    );
  }
  return Float64Array.from(values);
}

/** Scaled to 10, with a little noise so that no two cells coincide, then moved and stretched to 0 .. 10 on each axis. */
function startPlaces(start: Float64Array, rng: Random): Float64Array {
  let widest = 0;
  for (const x of start) widest = Math.max(widest, Math.abs(x));
  const places = start.map((x) => (widest === 0 ? 0 : (10 * x) / widest) + 1e-4 * rng.normal());
  for (const axis of [0, 1]) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let e = axis; e < places.length; e += 2) {
      low = Math.min(low, places[e]);
      high = Math.max(high, places[e]);
    }
    for (let e = axis; e < places.length; e += 2)
      places[e] = high === low ? 5 : (10 * (places[e] - low)) / (high - low);
  }
  return places;
}
