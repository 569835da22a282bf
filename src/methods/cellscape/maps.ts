import type { GeneMap } from "../../data/geneMap.ts";
import type { Matrix } from "../../data/matrix.ts";
import { type ScaledExpression, type ScaledRows, scaledRows } from "../../data/scaledExpression.ts";
import type { MapComponents } from "./network/initial.ts";
import { genePlaces, type MapShape, mapShape } from "./network/mapShape.ts";

/** Gene maps of a tissue, made for the cells that are requested: all at once they may be many times the expression. */
export interface MapSource {
  readonly shape: MapShape;
  /** Numbers in one map. */
  readonly length: number;
  /** [p] place of each gene in a map. */
  readonly places: Int32Array;
  /** Write the maps of `cells` one after the other; what follows them in `into` becomes zero. */
  fillInto(into: Float32Array, cells: ArrayLike<number>): void;
}

/**
 * @param expression [n, p] scaled expression. Not modified.
 * @param geneMap where each gene lies.
 */
export function createMaps(expression: Matrix | ScaledExpression, geneMap: GeneMap): MapSource {
  const rows = scaledRows(expression);
  const shape = mapShape(geneMap.side);
  const places = genePlaces(geneMap.gene, rows.columns, shape);
  const length = shape.channels * shape.side * shape.side;
  const genes = new Float32Array(rows.columns);
  return {
    shape,
    length,
    places,
    fillInto(into, cells) {
      into.fill(0);
      for (let row = 0, to = 0; row < cells.length; row++, to += length) {
        rows.fillInto(genes, cells[row]);
        for (let u = 0; u < genes.length; u++) if (places[u] >= 0) into[to + places[u]] = genes[u];
      }
    },
  };
}

/**
 * Where the intrinsic branch may start.
 *
 * @param loadings [p, d] input = scale x expression x loadings.
 */
export function mapComponents(
  { shape, length, places }: MapSource,
  expression: Matrix | ScaledExpression,
  { loadings, scale }: { loadings: Matrix; scale: number },
): MapComponents {
  return { map: shape, places, loadings, scale: scale * deviation(scaledRows(expression), length) };
}

/** Standard deviation of all numbers in the maps, padding included: what the first normalisation divides by. */
function deviation({ rows: n, columns: p, fillInto }: ScaledRows, length: number): number {
  const genes = new Float32Array(p);
  let [total, squares] = [0, 0];
  for (let i = 0; i < n; i++) {
    fillInto(genes, i);
    for (const value of genes) {
      total += value;
      squares += value * value;
    }
  }
  const mean = total / (n * length);
  return Math.sqrt(Math.max(squares / (n * length) - mean * mean, 0)) || 1;
}
