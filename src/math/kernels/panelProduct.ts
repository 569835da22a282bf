import { kernelRoom } from "./kernelRoom.ts";

/** Vectors of a panel that lie together: element t of one, then of the next, then element t + 1. */
export const together = 4;

/** Where element `t` of vector `i` lies in a panel of vectors of `deep` elements; room is for a multiple of `together` vectors. */
export const placeInPanel = (i: number, t: number, deep: number): number =>
  together * ((i >> 2) * deep + t) + (i & (together - 1));

/** Panels of vectors, and the dot products of all of one with all of the other. */
export interface Panels {
  /** `placeInPanel` says where an element lies. */
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** [a vectors, b vectors], each rounded up to a multiple of `together`; zeros at first. */
  readonly out: Float64Array;
  /** Vectors of a row of `out`. */
  readonly width: number;
  /**
   * out[i, j] += a[i] . b[j], element by element: each product is added to what stands there.
   *
   * @param deep elements of a vector; those that there is room for by default.
   */
  addProducts(deep?: number): void;
  /** The panels are not used any more. */
  free(): void;
}

/**
 * Room for panels of `height` and `width` vectors of up to `deep` elements.
 *
 * @param same both panels are one, and only tiles of `out` that hold some j <= i are computed.
 * @throws no-memory
 */
export function panelsOf({
  height,
  width,
  deep: room,
  same = false,
}: {
  readonly height: number;
  readonly width: number;
  readonly deep: number;
  readonly same?: boolean;
}): Panels {
  const [rows, columns] = [height, width].map((count) => together * Math.ceil(count / together));
  const { kernels, arrays, free } = kernelRoom({
    a: ["f64", rows * room],
    b: ["f64", same ? 0 : columns * room],
    out: ["f64", rows * columns],
  });
  const { a, out } = arrays;
  const b = same ? a : arrays.b;
  return {
    ...{ a, b, out, width: columns, free },
    addProducts(deep = room) {
      kernels.panelProduct(a.byteOffset, b.byteOffset, out.byteOffset, rows, columns, deep, same ? 1 : 0);
    },
  };
}
