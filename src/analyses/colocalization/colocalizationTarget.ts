import { CellScapeError, expectShape } from "../../core/errors.ts";
import type { Matrix } from "../../data/matrix.ts";
import { nearestPointDistance } from "../../math/neighbors/nearestPoint.ts";

/** What cells may lie near to, in each sample. */
export interface ColocalizationTarget {
  /** Distance from a place of a sample to the nearest part; Infinity in a sample without any. */
  distance(sample: number, x: number, y: number): number;
  /** Whether the sample has any part. */
  has(sample: number): boolean;
}

/** A picture of what is there, such as stained plaques, in the unit of the positions. */
export interface Mask {
  /** Pixels in a row. */
  readonly width: number;
  /** Rows of pixels. */
  readonly height: number;
  /** [height, width] row by row; not 0 where something is. */
  readonly values: ArrayLike<number>;
  /** Corner of the first pixel, and side of a pixel. */
  readonly x: number;
  readonly y: number;
  readonly pixel: number;
}

/** What a user gives: points with the names of their samples, or one mask; and the file that it came from. */
export type GivenTarget =
  | {
      readonly kind: "points";
      readonly file: string;
      /** [m, 2] */
      readonly positions: Matrix;
      /** [m] sample of each point, where the file has a column of them. */
      readonly sampleOf: readonly (string | undefined)[] | undefined;
    }
  | { readonly kind: "mask"; readonly file: string; readonly mask: Mask };

/** What was given, with the parts of it that can be drawn, each in its sample. */
export interface PlacedTarget extends ColocalizationTarget {
  /** [m, 2] points, or centres of the pixels along the border of a mask. */
  readonly outline: Matrix;
  /** [m] sample of each. */
  readonly sampleOf: Int32Array;
}

/**
 * What was given, for cells of some samples.
 *
 * @param samples names of the samples of the cells, as they are numbered; undefined for one.
 * @throws bad-file, bad-data, bad-option naming the file.
 */
export function placeTarget(given: GivenTarget, samples: readonly string[] | undefined): PlacedTarget {
  if (given.kind === "mask") {
    if (samples !== undefined) {
      const way = "test the samples one by one, or give points with a column sample";
      throw new CellScapeError("bad-option", `${given.file}: expected one sample for a mask, got several; ${way}`);
    }
    const outlined = outlineOf(given.mask);
    const { border } = outlined;
    const outline = { rows: border.length / 2, columns: 2, values: Float64Array.from(border) };
    return { ...outlinedTarget(new Map([[0, outlined]])), outline, sampleOf: new Int32Array(outline.rows) };
  }
  const { file, positions } = given;
  const sampleOf = samples === undefined ? new Int32Array(positions.rows) : sampleCodes(given, samples, file);
  return { ...pointTarget(positions, sampleOf), outline: positions, sampleOf };
}

function sampleCodes(
  { sampleOf }: Extract<GivenTarget, { kind: "points" }>,
  samples: readonly string[],
  file: string,
): Int32Array {
  if (sampleOf === undefined) {
    const way = "name the sample of each point";
    throw new CellScapeError("bad-file", `${file}: expected a column sample, as there are several, got none; ${way}`);
  }
  return Int32Array.from(sampleOf, (name, row) => {
    const at = samples.indexOf(name ?? "");
    if (at >= 0) return at;
    const expected = `a sample of ${samples.join(", ")} in line ${row + 2}`;
    throw new CellScapeError("bad-data", `${file}: expected ${expected}, got ${name}`);
  });
}

/** [n] distance of each cell to the nearest part; Infinity in a sample without any. */
export function targetDistances(target: ColocalizationTarget, { values }: Matrix, samples?: Int32Array): Float64Array {
  return Float64Array.from({ length: values.length / 2 }, (_, i) =>
    target.distance(samples?.[i] ?? 0, values[2 * i], values[2 * i + 1]),
  );
}

/**
 * Points, such as the centres of plaques.
 *
 * @param points [m, 2]
 * @param sampleOfPoint [m] sample of each, as the cells' samples are numbered; all are of sample 0 if absent.
 * @throws bad-shape when the sizes differ; bad-data when there is no point or one is not finite.
 */
export function pointTarget(points: Matrix, sampleOfPoint?: Int32Array): ColocalizationTarget {
  expectShape("points", [points.rows, points.columns], { points: points.rows, axes: 2 });
  if (sampleOfPoint) expectShape("samples of points", [sampleOfPoint.length], { points: points.rows });
  const bySample = new Map<number, number[]>();
  for (let t = 0; t < points.rows; t++) {
    const [x, y] = [points.values[2 * t], points.values[2 * t + 1]];
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      throw new CellScapeError("bad-data", `colocalization: expected finite points, got (${x}, ${y}) for point ${t}`);
    }
    const sample = sampleOfPoint?.[t] ?? 0;
    const own = bySample.get(sample) ?? [];
    own.push(x, y);
    bySample.set(sample, own);
  }
  if (bySample.size === 0) throw new CellScapeError("bad-data", "colocalization: expected points, got none");
  const nearest = new Map(Array.from(bySample, ([sample, own]) => [sample, nearestPointDistance(own)]));
  return {
    distance: (sample, x, y) => nearest.get(sample)?.(x, y) ?? Number.POSITIVE_INFINITY,
    has: (sample) => nearest.has(sample),
  };
}

/**
 * Masks, one for each sample that has one. A place inside is at distance 0, any other at the distance to the centre of
 * the nearest pixel of the border.
 *
 * @param masks by number of the sample.
 * @throws bad-shape when a mask has other than width x height values; bad-data when nothing is in any mask or its pixels
 * have no size.
 */
export function maskTarget(masks: ReadonlyMap<number, Mask>): ColocalizationTarget {
  return outlinedTarget(new Map(Array.from(masks, ([sample, mask]) => [sample, outlineOf(mask)])));
}

function outlinedTarget(masks: ReadonlyMap<number, OutlinedMask>): ColocalizationTarget {
  const distances = new Map<number, (x: number, y: number) => number>();
  for (const [sample, { mask, border }] of masks) {
    const { width, height, values, x, y, pixel } = mask;
    if (border.length === 0) continue;
    const outside = nearestPointDistance(border);
    distances.set(sample, (px, py) => {
      const [column, row] = [Math.floor((px - x) / pixel), Math.floor((py - y) / pixel)];
      const within = column >= 0 && column < width && row >= 0 && row < height;
      return within && values[row * width + column] !== 0 ? 0 : outside(px, py);
    });
  }
  if (distances.size === 0)
    throw new CellScapeError("bad-data", "colocalization: expected a mask of something, got none");
  return {
    distance: (sample, x, y) => distances.get(sample)?.(x, y) ?? Number.POSITIVE_INFINITY,
    has: (sample) => distances.has(sample),
  };
}

interface OutlinedMask {
  readonly mask: Mask;
  /** x, y of the centres of the pixels that are set and have a neighbour that is not. */
  readonly border: readonly number[];
}

function outlineOf(mask: Mask): OutlinedMask {
  const { width, height, values, x, y, pixel } = mask;
  expectShape("mask", [values.length], { "width x height": width * height });
  if (!(pixel > 0))
    throw new CellScapeError("bad-data", `colocalization: expected pixels above 0 in size, got ${pixel}`);
  const isSet = (row: number, column: number) =>
    row >= 0 && row < height && column >= 0 && column < width && values[row * width + column] !== 0;
  const border: number[] = [];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (!isSet(row, column)) continue;
      const inner =
        isSet(row - 1, column) && isSet(row + 1, column) && isSet(row, column - 1) && isSet(row, column + 1);
      if (!inner) border.push(x + (column + 0.5) * pixel, y + (row + 0.5) * pixel);
    }
  }
  return { mask, border };
}
