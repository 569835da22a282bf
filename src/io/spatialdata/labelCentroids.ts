import type { ZarrArray } from "../zarr/array.ts";
import type { Centroids } from "./shapes.ts";

/**
 * Centroids of the labels of an image: the mean of the centres of their pixels. Read tile by tile.
 *
 * @param axes of the image in their order, y and x among them.
 * @returns by label, in pixels; 0 is background.
 * @see spatialdata.get_centroids
 */
export async function labelCentroids(image: ZarrArray, axes: readonly string[]): Promise<Centroids> {
  const { shape, chunks = shape } = image.info;
  const [xAxis, yAxis] = [axes.indexOf("x"), axes.indexOf("y")];
  const sums = new Map<number, [x: number, y: number, pixels: number]>();
  for (const from of tiles(shape, chunks)) {
    const count = from.map((start, axis) => Math.min(chunks[axis], shape[axis] - start));
    const labels = await image.numbers(from, count);
    const stride = count.map((_, axis) => count.slice(axis + 1).reduce((product, span) => product * span, 1));
    let previous = 0;
    let sum: [number, number, number] | undefined;
    for (let at = 0; at < labels.length; at++) {
      const label = labels[at];
      if (label === 0) continue;
      // Neighbouring pixels mostly have one label.
      if (label !== previous || sum === undefined) {
        sum = sums.get(label) ?? [0, 0, 0];
        sums.set(label, sum);
        previous = label;
      }
      sum[0] += from[xAxis] + (Math.floor(at / stride[xAxis]) % count[xAxis]);
      sum[1] += from[yAxis] + (Math.floor(at / stride[yAxis]) % count[yAxis]);
      sum[2]++;
    }
  }
  return new Map([...sums].map(([label, [x, y, pixels]]) => [String(label), [x / pixels + 0.5, y / pixels + 0.5]]));
}

/** First elements of the tiles of an array. */
function* tiles(shape: readonly number[], chunks: readonly number[]): Generator<number[]> {
  const from = shape.map(() => 0);
  if (shape.some((span) => span === 0)) return;
  for (;;) {
    yield [...from];
    let axis = shape.length - 1;
    while (axis >= 0) {
      from[axis] += chunks[axis];
      if (from[axis] < shape[axis]) break;
      from[axis--] = 0;
    }
    if (axis < 0) return;
  }
}
