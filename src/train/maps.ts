import type { GeneMap } from "../data/geneMap.ts";
import type { Matrix } from "../data/matrix.ts";
import type { MapComponents } from "../model/initial.ts";
import { genePlaces, type MapShape, mapShape } from "../model/mapShape.ts";

/** Gene maps of a tissue, made for the cells that are asked for: all at once they may be many times the expression. */
export interface MapSource {
  readonly shape: MapShape;
  /** Numbers in one map. */
  readonly length: number;
  /** [p] place of each gene in a map. */
  readonly places: Int32Array;
  /** Where the intrinsic branch may start; absent without loadings. */
  readonly components?: MapComponents;
  /** Write the maps of `cells` one after the other; what follows them in `into` becomes zero. */
  fillInto(into: Float32Array, cells: ArrayLike<number>): void;
}

/**
 * @param expression [n, p] scaled expression. Not modified.
 * @param loadings [p, d] input = scale x expression x loadings.
 * @param order [n] row of the expression that each cell has.
 */
export function createMaps(
  { expression, geneMap, loadings }: { expression: Matrix; geneMap: GeneMap; loadings?: Matrix | undefined },
  { scale, order }: { scale: number; order: Uint32Array },
): MapSource {
  const { columns: p, values } = expression;
  const shape = mapShape(geneMap.side);
  const places = genePlaces(geneMap.gene, p, shape);
  const length = shape.channels * shape.side * shape.side;
  return {
    shape,
    length,
    places,
    ...(loadings ? { components: { map: shape, places, loadings, scale: scale * deviation(expression, length) } } : {}),
    fillInto(into, cells) {
      into.fill(0);
      for (let row = 0; row < cells.length; row++) {
        const from = order[cells[row]] * p;
        const to = row * length;
        for (let u = 0; u < p; u++) if (places[u] >= 0) into[to + places[u]] = values[from + u];
      }
    },
  };
}

/** Standard deviation of all numbers in the maps, padding included: what the first normalisation divides by. */
function deviation({ rows, values }: Matrix, length: number): number {
  let [total, squares] = [0, 0];
  for (const value of values) {
    total += value;
    squares += value * value;
  }
  const mean = total / (rows * length);
  return Math.sqrt(Math.max(squares / (rows * length) - mean * mean, 0)) || 1;
}
