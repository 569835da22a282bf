import type { AttractionCurve } from "./umapCurve.ts";

/**
 * The forces of a UMAP by squared distance, looked up in place of two powers: a table with 128 places an octave, whose
 * values in between lie on a line (relative error below 1e-4). A force times the offset of two points is how far they
 * move.
 *
 * The place of x is read off the bits of x as float32: `(bits >>> 16) - firstPlace`, with the low 16 bits the way to the
 * next place.
 */
export interface AttractionTable {
  /** 2 a b x^(b - 1) / (1 + a x^b) */
  readonly attraction: Float32Array;
  /** 2 b / ((0.001 + x) (1 + a x^b)) */
  readonly repulsion: Float32Array;
  readonly firstPlace: number;
  /** The last place that has a next. */
  readonly lastPlace: number;
}

/** Squared distances from 2^-30 to 2^30; beyond, the forces at the ends hold. */
const octaves = 30;

/** @see umap-learn `layouts.py` for the forces. */
export function attractionTable({ a, b }: AttractionCurve): AttractionTable {
  const float = new Float32Array([2 ** -octaves]);
  const bits = new Uint32Array(float.buffer);
  const firstPlace = bits[0] >>> 16;
  const size = 2 * octaves * 128 + 1;
  const attraction = new Float32Array(size);
  const repulsion = new Float32Array(size);
  for (let place = 0; place < size; place++) {
    bits[0] = (firstPlace + place) << 16;
    const x = float[0];
    const power = x ** b;
    // Rounded to float32: the same on every machine even where powers differ in the last bit.
    attraction[place] = (2 * a * b * power) / (x * (1 + a * power));
    repulsion[place] = (2 * b) / ((0.001 + x) * (1 + a * power));
  }
  return { attraction, repulsion, firstPlace, lastPlace: size - 2 };
}
