import { kernelRoom } from "../kernels/kernelRoom.ts";

/** Rows among which those nearest to points are found again and again. */
export interface RowPool {
  /**
   * The k rows nearest to a point by Euclidean distance, nearest first, equal distances by index; fewer where there are fewer
   * rows. What is returned is overwritten by the next search.
   *
   * @param point [d]
   */
  nearest(point: Float32Array, k: number): { readonly indices: Uint32Array; readonly squares: Float64Array };
}

/** Rows of a block of the kernel. */
const side = 8;

/**
 * A pool of rows [m, d]. Cost of a search: m d at worst; rows are left after the first columns that put them beyond the k-th
 * nearest so far, so those of most variance come first. Memory: the rows twice.
 *
 * @param most largest k.
 */
export function rowPool(rows: Float32Array, d: number, most: number): RowPool {
  const m = rows.length / d;
  const blocks = Math.ceil(m / side);
  const width = 4 * Math.ceil(d / 4);
  const { kernels, arrays } = kernelRoom({
    ...{ point: ["f32", width], columns: ["f32", blocks * width * side], rows: ["f32", m * width] },
    ...{ found: ["u32", Math.max(most, 1)], squares: ["f64", Math.max(most, 1)] },
  });
  arrays.columns.fill(Number.POSITIVE_INFINITY, Math.floor(m / side) * width * side);
  for (let j = 0; j < m; j++) {
    const [block, lane] = [Math.floor(j / side), j % side];
    for (let u = 0; u < width; u++) {
      const value = u < d ? rows[j * d + u] : 0;
      arrays.rows[j * width + u] = value;
      arrays.columns[(block * width + u) * side + lane] = value;
    }
  }
  return {
    nearest(point, k) {
      const size = Math.min(k, m);
      const [indices, squares] = [arrays.found.subarray(0, size), arrays.squares.subarray(0, size)];
      if (size === 0) return { indices, squares };
      arrays.point.set(point);
      kernels.nearestAmong(
        arrays.point.byteOffset,
        arrays.columns.byteOffset,
        blocks,
        arrays.rows.byteOffset,
        width,
        size,
        indices.byteOffset,
        squares.byteOffset,
      );
      return { indices, squares };
    },
  };
}
