/** An image of one number per place of a lattice, row by row. */
export interface Image {
  readonly height: number;
  readonly width: number;
  readonly values: Float64Array;
}

/** Weights of a Gaussian of deviation 1, cut at two pixels. */
const kernel = [0, 1, 2].map((x) => Math.exp(-(x ** 2) / 2));
const kernelSum = kernel[0] + 2 * (kernel[1] + kernel[2]);

/** The image after a Gaussian filter of deviation 1, cut at two pixels; beyond its rim it is mirrored. */
export function gaussianFiltered(image: Image): Image {
  return filteredAlong(filteredAlong(image, "columns"), "rows");
}

function filteredAlong({ height, width, values }: Image, axis: "rows" | "columns"): Image {
  const [length, lines] = axis === "rows" ? [width, height] : [height, width];
  const [step, next] = axis === "rows" ? [1, width] : [width, 1];
  // The rim stands twice: -1 is 0, and the length is the last one.
  const mirrored = (at: number) => {
    const within = ((at % (2 * length)) + 2 * length) % (2 * length);
    return within < length ? within : 2 * length - 1 - within;
  };
  const around = Array.from({ length }, (_, at) => [-2, -1, 1, 2].map((by) => mirrored(at + by)));
  const filtered = new Float64Array(values.length);
  for (let line = 0; line < lines; line++) {
    for (let at = 0; at < length; at++) {
      const [b2, b1, a1, a2] = around[at];
      const from = line * next;
      const total =
        kernel[0] * values[from + at * step] +
        kernel[1] * (values[from + b1 * step] + values[from + a1 * step]) +
        kernel[2] * (values[from + b2 * step] + values[from + a2 * step]);
      filtered[from + at * step] = total / kernelSum;
    }
  }
  return { height, width, values: filtered };
}

/** How near a threshold comes to the mean of the means on both sides of it. */
const nearMean = 1e-4;

/** The threshold that is the mean of the means of the values below it and of the others; from the middle of the range. */
export function iteratedThreshold(values: Float64Array): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  let threshold = (low + high) / 2;
  for (;;) {
    let [below, belowCount, above, aboveCount] = [0, 0, 0, 0];
    for (const value of values) {
      if (value >= threshold) {
        above += value;
        aboveCount++;
      } else {
        below += value;
        belowCount++;
      }
    }
    if (belowCount === 0 || aboveCount === 0) return threshold;
    const next = (below / belowCount + above / aboveCount) / 2;
    if (Math.abs(threshold - next) < nearMean) return threshold;
    threshold = next;
  }
}

/** Pixels to each side of the square by which gaps are closed: 5 x 5. */
const closingReach = 2;

/** A binary image after closing by a square of 5 x 5: dilated, then eroded; what lies beyond the rim takes no part. */
export function closed(mask: Uint8Array, height: number, width: number): Uint8Array {
  const spread = (source: Uint8Array, axis: "rows" | "columns", wanted: 0 | 1) => {
    const result = new Uint8Array(source.length);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const [at, length] = axis === "rows" ? [x, width] : [y, height];
        let found = false;
        for (let p = Math.max(0, at - closingReach); p <= Math.min(length - 1, at + closingReach) && !found; p++) {
          found = source[axis === "rows" ? y * width + p : p * width + x] === wanted;
        }
        result[y * width + x] = found ? wanted : 1 - wanted;
      }
    }
    return result;
  };
  const dilated = spread(spread(mask, "rows", 1), "columns", 1);
  return spread(spread(dilated, "rows", 0), "columns", 0);
}

/** Regions of touching pixels (corners count), numbered from 1 as the rows reach them; 0 outside. */
export function regionsOf(
  mask: Uint8Array,
  height: number,
  width: number,
): { readonly labels: Int32Array; readonly sizes: readonly number[] } {
  const labels = new Int32Array(mask.length);
  const sizes: number[] = [0];
  const stack: number[] = [];
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] === 0 || labels[start] > 0) continue;
    const label = sizes.length;
    sizes.push(0);
    labels[start] = label;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      sizes[label]++;
      const [y, x] = [Math.floor(at / width), at % width];
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if (mask[next] === 0 || labels[next] > 0) continue;
          labels[next] = label;
          stack.push(next);
        }
      }
    }
  }
  return { labels, sizes };
}
