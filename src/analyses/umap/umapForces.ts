import type { Random } from "../../core/random.ts";
import type { WeightedGraph } from "../../data/weightedGraph.ts";
import type { AttractionCurve } from "./umapCurve.ts";
import { attractionTable } from "./umapCurveTable.ts";

export interface ForceOptions {
  readonly curve: AttractionCurve;
  readonly epochs: number;
  /** Cells drawn at random, for each time an edge pulls, to be pushed away from. */
  readonly negatives: number;
  /** How far forces move a cell in the first epoch; falls to 0 in a line. */
  readonly rate: number;
}

/** No move along an axis is longer than this times the rate. */
const longest = 4;

/**
 * The descent of a UMAP, one epoch a call: an edge pulls its cells together in a share of the epochs that is its weight
 * over the largest, and each time its first cell is pushed away from random cells.
 *
 * Cost of all epochs: (1 + negatives) times the summed weight over the largest, times epochs.
 *
 * @param places [n, 2] moved in place by each call of the result with the number of the epoch, from 0.
 * @param graph weights > 0
 * @see McInnes, Healy and Melville 2018; umap-learn `optimize_layout_euclidean`.
 */
export function umapDescentInto(
  places: Float64Array,
  graph: WeightedGraph,
  { curve, epochs, negatives, rate }: ForceOptions,
  rng: Random,
): (epoch: number) => void {
  const n = graph.starts.length - 1;
  const { heads, tails, periods } = pullingEdges(graph, epochs);
  const edges = heads.length;
  // Epochs, from 0, at which an edge pulls next, and until which its negatives have been drawn.
  const next = periods.slice();
  const pushed = periods.map((period) => period / negatives);
  const { attraction, repulsion, firstPlace, lastPlace } = attractionTable(curve);
  const float = new Float32Array(1);
  const bits = new Uint32Array(float.buffer);
  let drawn = 1 + rng.integer(0xfffffffe);
  const scale = n / 2 ** 32;
  /** Interpolated in a table that runs along the upper bits of the squared distance as float32. */
  const strengthAt = (table: Float64Array, square: number): number => {
    float[0] = square;
    let place = (bits[0] >>> 16) - firstPlace;
    if (place < 0) place = 0;
    else if (place > lastPlace) place = lastPlace;
    const way = (bits[0] & 0xffff) / 65536;
    return table[place] + way * (table[place + 1] - table[place]);
  };

  return (epoch) => {
    const alpha = rate * (1 - epoch / epochs);
    const limit = longest * alpha;
    // Marsaglia's xorshift, drawn in place: a call for each of the hundreds of millions of draws would cost as much again.
    let state = drawn;
    for (let e = 0; e < edges; e++) {
      if (next[e] > epoch) continue;
      const j = 2 * heads[e];
      const k = 2 * tails[e];
      let x = places[j];
      let y = places[j + 1];
      let dx = x - places[k];
      let dy = y - places[k + 1];
      let force = -alpha * strengthAt(attraction, dx * dx + dy * dy);
      dx *= force;
      dy *= force;
      if (dx > limit) dx = limit;
      else if (dx < -limit) dx = -limit;
      if (dy > limit) dy = limit;
      else if (dy < -limit) dy = -limit;
      x += dx;
      y += dy;
      places[k] -= dx;
      places[k + 1] -= dy;
      next[e] += periods[e];

      const period = periods[e] / negatives;
      const count = Math.floor((epoch - pushed[e]) / period);
      // All pushes of a pull start from one place, so that none waits for the one before.
      let pushX = 0;
      let pushY = 0;
      for (let t = 0; t < count; t++) {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        const other = 2 * (((state >>> 0) * scale) | 0);
        dx = x - places[other];
        dy = y - places[other + 1];
        force = alpha * strengthAt(repulsion, dx * dx + dy * dy);
        dx *= force;
        dy *= force;
        if (dx > limit) dx = limit;
        else if (dx < -limit) dx = -limit;
        if (dy > limit) dy = limit;
        else if (dy < -limit) dy = -limit;
        pushX += dx;
        pushY += dy;
      }
      x += pushX;
      y += pushY;
      pushed[e] += count * period;
      places[j] = x;
      places[j + 1] = y;
    }
    drawn = state;
  };
}

/** Edges, from both ends, that pull at least once, with the epochs from one pull to the next. */
function pullingEdges({ starts, targets, weights }: WeightedGraph, epochs: number) {
  let largest = 0;
  for (const weight of weights) if (weight > largest) largest = weight;
  const least = largest / epochs;
  const heads = new Uint32Array(targets.length);
  const tails = new Uint32Array(targets.length);
  const periods = new Float64Array(targets.length);
  let count = 0;
  for (let i = 0; i + 1 < starts.length; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      if (weights[e] < least || weights[e] === 0) continue;
      heads[count] = i;
      tails[count] = targets[e];
      periods[count] = largest / weights[e];
      count++;
    }
  }
  return { heads: heads.slice(0, count), tails: tails.slice(0, count), periods: periods.slice(0, count) };
}
