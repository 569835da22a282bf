import { kernelRoom } from "../../math/kernels/kernelRoom.ts";
import { copyRowsInto } from "./linearScores.ts";

/** Rows that are in the memory of the kernels at once. */
const block = 4096;

/** Posteriors [m, c] from log densities, in their place. Those below 1e-18 are 0. */
export function weighInto(rows: Float64Array, weights: Float64Array): void {
  const c = weights.length;
  const m = rows.length / c;
  const width = 2 * Math.ceil(c / 2);
  const most = Math.min(m, block);
  const { kernels, arrays, free } = kernelRoom({
    ...{ rows: ["f64", most * width], logWeights: ["f64", width], sizes: ["f64", width] },
    ...{ highest: ["f64", most], sums: ["f64", most] },
  });
  arrays.logWeights.fill(Number.NEGATIVE_INFINITY);
  arrays.logWeights.set(weights.map(Math.log));
  for (let first = 0; first < m; first += block) {
    const part = rows.subarray(first * c, Math.min(m, first + block) * c);
    const [own, wide] = [
      { values: part, width: c },
      { values: arrays.rows.subarray(0, (part.length / c) * width), width },
    ];
    copyRowsInto(own, c, wide);
    kernels.weighRows(
      arrays.rows.byteOffset,
      part.length / c,
      width,
      arrays.logWeights.byteOffset,
      arrays.highest.byteOffset,
      arrays.sums.byteOffset,
      arrays.sizes.byteOffset,
    );
    copyRowsInto(wide, c, own);
  }
  free();
}
