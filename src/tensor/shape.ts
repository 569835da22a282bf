import { CellScapeError } from "../core/errors.ts";

/** Length of each axis, outermost first. [] is a scalar. */
export type Shape = readonly number[];

/** Number of elements. */
export function size(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Whether two shapes have the same lengths along all axes. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/** Elements to step over to move by one along each axis, row-major. */
export function rowStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}

/** The common shape of two operands by numpy's rule. @throws bad-shape naming both shapes. */
export function broadcastShapes(name: string, a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const x = a[axis - rank + a.length] ?? 1;
    const y = b[axis - rank + b.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1) {
      const got = `[${a.join(", ")}] and [${b.join(", ")}]`;
      throw new CellScapeError("bad-shape", `${name}: expected shapes that broadcast together, got ${got}`);
    }
    shape.push(Math.max(x, y));
  }
  return shape;
}

/** Strides that walk `from` as if it had the larger shape `to`: 0 along every repeated axis. */
export function broadcastStrides(from: Shape, to: Shape): number[] {
  const own = rowStrides(from);
  return to.map((_, axis) => {
    const ownAxis = axis - to.length + from.length;
    return ownAxis < 0 || from[ownAxis] === 1 ? 0 : own[ownAxis];
  });
}

/** Where each element of `shape`, in row-major order, lies in an array that is walked with `strides` from `start`. */
export function offsets(shape: Shape, strides: readonly number[], start = 0): Uint32Array {
  let place = new Uint32Array([start]);
  for (let axis = 0; axis < shape.length; axis++) {
    const next = new Uint32Array(place.length * shape[axis]);
    for (let i = 0, at = 0; i < place.length; i++) {
      for (let step = 0; step < shape[axis]; step++) next[at++] = place[i] + step * strides[axis];
    }
    place = next;
  }
  return place;
}

/** Axes as sorted numbers in [0, rank); negative ones count from the end. @throws bad-shape when one is outside. */
export function normalAxes(name: string, axes: readonly number[], rank: number): number[] {
  return axes
    .map((axis) => {
      if (Number.isInteger(axis) && axis >= -rank && axis < rank) return axis < 0 ? axis + rank : axis;
      throw new CellScapeError("bad-shape", `${name}: expected an axis of a rank ${rank} tensor, got ${axis}`);
    })
    .sort((a, b) => a - b);
}
