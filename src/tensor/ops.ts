// The words that programs are written in, beside `input` and `constant`. Each returns a new tensor, or a simpler one
// of the same value: what an engine does not see costs nothing.
import type { SizedConv } from "./builders.ts";
import type { Neighbors } from "./neighborList.ts";
import type { Op } from "./op.ts";
import * as arithmetic from "./ops/arithmetic.ts";
import * as conv from "./ops/conv.ts";
import { expSumsOp } from "./ops/expSums.ts";
import * as gather from "./ops/gather.ts";
import * as layout from "./ops/layout.ts";
import { matmulOp } from "./ops/matmul.ts";
import * as neighborOps from "./ops/neighbors.ts";
import * as reduce from "./ops/reduce.ts";
import * as unary from "./ops/unary.ts";
import { normalAxes, type Shape, sameShape, size } from "./shape.ts";
import { filledWith, keeps, type Operand, pair, swapLast, untransposed } from "./simplify.ts";
import { type Attributes, constant, createTensor, type DType, type Tensor } from "./tensor.ts";

function apply<A extends Attributes>(op: Op<A>, inputs: readonly Tensor[], attributes: A): Tensor {
  return createTensor(op.name, inputs, attributes, op.shape(inputs, attributes), op.dtype(inputs, attributes));
}

// --- element by element, with numpy's broadcasting

/** a + b; shapes are broadcast. */
export function add(a: Operand, b: Operand): Tensor {
  const [x, y] = pair(a, b);
  if (filledWith(y) === 0 && keeps(x, y)) return x;
  if (filledWith(x) === 0 && keeps(y, x)) return y;
  return apply(arithmetic.addOp, [x, y], {});
}

/** a - b; shapes are broadcast. */
export function subtract(a: Operand, b: Operand): Tensor {
  const [x, y] = pair(a, b);
  return filledWith(y) === 0 && keeps(x, y) ? x : apply(arithmetic.subtractOp, [x, y], {});
}

/** a b, element by element; shapes are broadcast. */
export function multiply(a: Operand, b: Operand): Tensor {
  const [x, y] = pair(a, b);
  if (filledWith(y) === 1 && keeps(x, y)) return x;
  if (filledWith(x) === 1 && keeps(y, x)) return y;
  return timesConstant(x, y) ?? timesConstant(y, x) ?? apply(arithmetic.multiplyOp, [x, y], {});
}

/** a / b; shapes are broadcast. */
export function divide(a: Operand, b: Operand): Tensor {
  const [x, y] = pair(a, b);
  return filledWith(y) === 1 && keeps(x, y) ? x : apply(arithmetic.divideOp, [x, y], {});
}

/** The smaller of a and b; where they are equal the gradient goes to b. */
export function minimum(a: Operand, b: Operand): Tensor {
  return apply(arithmetic.minimumOp, pair(a, b), {});
}

/** The larger of a and b; where they are equal the gradient goes to b. */
export function maximum(a: Operand, b: Operand): Tensor {
  return apply(arithmetic.maximumOp, pair(a, b), {});
}

/** a > b, as bool. */
export function greater(a: Operand, b: Operand): Tensor {
  return apply(arithmetic.greaterOp, pair(a, b), {});
}

/** a where `condition` (bool) holds, else b. */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
  return apply(arithmetic.whereOp, [condition, ...pair(a, b, false)], {});
}

/** -x. */
export function negate(x: Tensor): Tensor {
  return apply(unary.negateOp, [x], {});
}

/** e^x. */
export function exp(x: Tensor): Tensor {
  return apply(unary.expOp, [x], {});
}

/** Natural logarithm. */
export function log(x: Tensor): Tensor {
  return apply(unary.logOp, [x], {});
}

/** Square root. */
export function sqrt(x: Tensor): Tensor {
  return apply(unary.sqrtOp, [x], {});
}

/** Absolute value. */
export function abs(x: Tensor): Tensor {
  return apply(unary.absOp, [x], {});
}

/** x to a fixed power. Small whole powers are products, which are far cheaper than Pow. */
export function power(x: Tensor, exponent: number): Tensor {
  if (exponent === 0) return fill(1, x.shape);
  if (exponent === 1) return x;
  if (exponent === 2) return multiply(x, x);
  if (exponent === 3) return multiply(multiply(x, x), x);
  if (exponent === 0.5) return sqrt(x);
  if (exponent === -1) return divide(1, x);
  return apply(unary.powerOp, [x], { exponent });
}

/** max(x, 0). */
export function relu(x: Tensor): Tensor {
  return apply(unary.reluOp, [x], {});
}

/** x above zero, slope * x below. */
export function leakyRelu(x: Tensor, slope: number): Tensor {
  return apply(unary.leakyReluOp, [x], { slope });
}

/** x above zero, e^x - 1 below. */
export function elu(x: Tensor): Tensor {
  return apply(unary.eluOp, [x], {});
}

/** 1 / (1 + e^-x). */
export function sigmoid(x: Tensor): Tensor {
  return apply(unary.sigmoidOp, [x], {});
}

/** The same value, through which no gradient flows. */
export function stopGradient(x: Tensor): Tensor {
  return apply(unary.stopGradientOp, [x], {});
}

/**
 * x, to whose gradient that of `other` is added: x + other - stopGradient(other), without ever computing `other`. For a
 * value that is cheap in one form and whose gradient is cheap in another.
 */
export function addSlopes(x: Tensor, other: Tensor): Tensor {
  return apply(unary.addSlopesOp, [x, other], {});
}

/** The same value in another type; floats are cut towards zero. No gradient flows through. */
export function cast(x: Tensor, to: DType): Tensor {
  return x.dtype === to ? x : apply(unary.castOp, [x], { to });
}

// --- products and sums

/** a[..., n, k] b[..., k, m] -> [..., n, m]. The flags mean that an operand is stored with its last axes swapped. */
export function matmul(a: Tensor, b: Tensor, { transposeA = false, transposeB = false } = {}): Tensor {
  const [left, right] = [untransposed(a), untransposed(b)];
  return apply(matmulOp, [left ?? a, right ?? b], {
    transposeA: transposeA !== (left !== undefined),
    transposeB: transposeB !== (right !== undefined),
  });
}

/** Sum over `axes` (all by default; negative ones count from the end). */
export function sum(x: Tensor, axes: readonly number[] = x.shape.map((_, axis) => axis), keepDims = false): Tensor {
  return reduced(reduce.sumOp, x, { axes, keepDims });
}

/** Mean over `axes` (all by default). */
export function mean(x: Tensor, axes: readonly number[] = x.shape.map((_, axis) => axis), keepDims = false): Tensor {
  const total = sum(x, axes, keepDims);
  return multiply(total, size(total.shape) / size(x.shape));
}

/** Largest value over `axes` (all by default). Equal maxima share the gradient. */
export function max(x: Tensor, axes: readonly number[] = x.shape.map((_, axis) => axis), keepDims = false): Tensor {
  return reduced(reduce.maxOp, x, { axes, keepDims });
}

/** e^x / sum e^x over the last axis. */
export function softmax(x: Tensor): Tensor {
  return apply(reduce.softmaxOp, [x], {});
}

/** log sum e^x over the last axis, which is dropped; safe for large x. */
export function logSumExp(x: Tensor): Tensor {
  const largest = stopGradient(max(x, [-1], true));
  const total = log(sum(exp(subtract(x, largest)), [-1]));
  return add(total, reshape(largest, total.shape));
}

/** sum_l weights[l] e^(a_i . c_l): a [b, d], c [m, d], weights [m] -> [b]. Not safe for products above 80. */
export function expSums(a: Tensor, c: Tensor, weights: Tensor): Tensor {
  return apply(expSumsOp, [a, c, weights], {});
}

/** Rows divided by their Euclidean length (last axis); a row shorter than `epsilon` is divided by `epsilon`. */
export function normalizeRows(x: Tensor, epsilon = 1e-12): Tensor {
  // sqrt has no slope at 0: a row of zeros would make the gradient infinite.
  return divide(x, sqrt(maximum(sum(multiply(x, x), [-1], true), epsilon * epsilon)));
}

// --- shape

/** The same elements in another shape. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  const source = x.op === "reshape" ? x.inputs[0] : x;
  const result = apply(layout.reshapeOp, [source], { shape });
  return sameShape(source.shape, shape) ? source : result;
}

/** Axis i of the result is axis permutation[i] of x; by default the last two axes swap. */
export function transpose(x: Tensor, permutation: readonly number[] = swapLast(x.shape.length)): Tensor {
  const result = apply(layout.transposeOp, [x], { permutation });
  const moved = permutation.filter((axis) => x.shape[axis] > 1);
  return moved.every((axis, i) => i === 0 || moved[i - 1] < axis) ? reshape(x, result.shape) : result;
}

/** Repeat along axes of length one, and along new axes in front. */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  const result = apply(layout.broadcastToOp, [x], { shape });
  return sameShape(x.shape, shape) ? x : result;
}

/** A tensor of one value; costs nothing where it meets another by broadcasting. */
export function fill(value: number, shape: Shape, dtype: DType = "float32"): Tensor {
  return broadcastTo(constant([value], [], dtype), shape);
}

/** Elements start .. end - 1 of one axis. */
export function slice(x: Tensor, axis: number, { start = 0, end = x.shape.at(axis) ?? 0 } = {}): Tensor {
  const [place] = normalAxes("slice", [axis], x.shape.length);
  const result = apply(layout.sliceOp, [x], { axis: place, start, end });
  return sameShape(result.shape, x.shape) ? x : result;
}

/** Tensors one after the other along an axis. */
export function concat(parts: readonly Tensor[], axis: number): Tensor {
  const [place] = normalAxes("concat", [axis], parts[0].shape.length);
  return parts.length === 1 ? parts[0] : apply(layout.concatOp, parts, { axis: place });
}

/** `before` and `after` zeros around each axis. */
export function pad(x: Tensor, before: readonly number[], after: readonly number[]): Tensor {
  const result = apply(layout.padOp, [x], { before, after });
  return sameShape(result.shape, x.shape) ? x : result;
}

// --- rows and neighbours

/**
 * x[index]: [n, ...row] and int32 of any shape -> [...index.shape, ...row].
 *
 * Differentiable only with `users`, int32 [n, r]: users[j] lists the flat positions in `index` that name row j,
 * filled up with size(index). `complete` promises that nothing had to be filled.
 */
export function gatherRows(
  x: Tensor,
  index: Tensor,
  { users, complete = false }: { users?: Tensor; complete?: boolean } = {},
): Tensor {
  return apply(gather.gatherRowsOp, users ? [x, index, users] : [x, index], { complete });
}

/** Rows x[rows], each taken at most once. inverse[i] is the place of row i in `rows`, or rows.length if it is absent. */
export function takeRows(x: Tensor, rows: Tensor, inverse: Tensor): Tensor {
  return gatherRows(x, rows, { users: reshape(inverse, [x.shape[0], 1]) });
}

/** The reverse of takeRows: n rows, zero but for row rows[i], which is x[i]. `inverse` [n] as in takeRows. */
export function placeRows(x: Tensor, rows: Tensor, inverse: Tensor): Tensor {
  const padded = concat([x, fill(0, [1, ...x.shape.slice(1)])], 0);
  // The row of zeros stands for absent entries; its gradient is not used.
  const none = constant([inverse.shape[0]], [1, 1], "int32");
  const users = concat([reshape(rows, [x.shape[0], 1]), none], 0);
  return gatherRows(padded, inverse, { users });
}

/** Each cell's neighbours' rows: x[n, d] -> [n, k, d], or with heads, [n, heads, k, d / heads]. */
export function gatherNeighbors(x: Tensor, index: Tensor, reverse: Tensor, { heads }: { heads?: number } = {}): Tensor {
  const [n, d] = x.shape;
  const width = d / (heads ?? 1);
  const byHead = perHead({ index, reverse }, heads ?? 1);
  const k = index.shape[1];
  const users = reshape(byHead.reverse, [n * (heads ?? 1), k]);
  const rows = gatherRows(reshape(x, [n * (heads ?? 1), width]), byHead.index, { users, complete: true });
  return heads === undefined ? reshape(rows, [n, k, d]) : rows;
}

/**
 * Weighted sum over neighbours: weights [n, heads, k] and x [n, d] -> [n, d], head h mixing the h-th part of the
 * columns. The same as gatherNeighbors and a product, but no row per place is ever stored.
 *
 * @param options `symmetric`: whether two neighbours weigh each other alike, which saves part of the gradient.
 */
export function aggregate(
  weights: Tensor,
  x: Tensor,
  neighbors: Neighbors,
  options: { readonly symmetric?: boolean } = {},
): Tensor {
  const { symmetric = false } = options;
  const [n, heads, k] = weights.shape;
  const rows = reshape(x, [n * heads, x.shape[1] / heads]);
  const { spans = [] } = neighbors;
  const own = reshape(weights, [n, heads, 1, k]);
  return reshape(aggregateRows(own, rows, perHead(neighbors, heads), { spans, symmetric }), x.shape);
}

/** Weighted sums over neighbours with every head mixing all of x: weights [n, heads, k], x [n, d] -> [n, heads, d]. */
export function aggregateShared(weights: Tensor, x: Tensor, neighbors: Neighbors): Tensor {
  const [n, heads, k] = weights.shape;
  const { spans = [] } = neighbors;
  const mixed = aggregateRows(reshape(weights, [n, 1, heads, k]), x, perHead(neighbors, 1), { spans });
  return reshape(mixed, [n, heads, x.shape[1]]);
}

/** The op behind `aggregate`, on lists over groups of rows: see `ops/neighbors.ts`. */
export function aggregateRows(
  weights: Tensor,
  x: Tensor,
  { index, reverse }: Neighbors,
  { parts = 1, spans = [], symmetric = false }: { parts?: number; spans?: readonly number[]; symmetric?: boolean } = {},
): Tensor {
  return apply(neighborOps.aggregateOp, [weights, x, index, reverse], { parts, spans, symmetric });
}

/** The op behind the gradient of `aggregate`: products of a [n, groups, m, width] with neighbours' rows of x. */
export function neighborDots(
  a: Tensor,
  x: Tensor,
  { index, reverse }: Neighbors,
  { spans = [] }: { spans?: readonly number[] } = {},
): Tensor {
  return apply(neighborOps.neighborDotsOp, [a, x, index, reverse], { spans });
}

/** The list over rows (cell, head): head h of cell i has head h of i's neighbours. [n, k] -> [n, heads, k]. */
function perHead({ index, reverse }: Neighbors, heads: number): Neighbors {
  const [n, k] = index.shape;
  const split = (x: Tensor) => reshape(x, [n, 1, k]);
  if (heads === 1) return { index: split(index), reverse: split(reverse) };
  const head = Array.from({ length: heads }, (_, h) => h);
  const places = head.map((h) => h * k);
  return {
    index: add(multiply(split(index), heads), constant(head, [heads, 1], "int32")),
    // Place s of cell j, at j * k + s, moves to (j * heads + h) * k + s.
    reverse: add(add(split(reverse), multiply(split(index), (heads - 1) * k)), constant(places, [heads, 1], "int32")),
  };
}

// --- images

/** x [b, c, h, w] correlated with w [o, c, kh, kw]. */
export function conv2d(x: Tensor, w: Tensor, { pad = 0, stride = 1 } = {}): Tensor {
  return apply(conv.conv2dOp, [x, w], { pad, stride });
}

/** Gradient of conv2d with respect to its image, which has the given height and width. */
export function convInput(dy: Tensor, w: Tensor, { pad, stride, height, width }: SizedConv): Tensor {
  return apply(conv.convInputOp, [dy, w], { pad, stride, height, width });
}

/** Gradient of conv2d with respect to its weights, which have the given height and width. */
export function convWeight(x: Tensor, dy: Tensor, { pad, stride, height, width }: SizedConv): Tensor {
  return apply(conv.convWeightOp, [x, dy], { pad, stride, height, width });
}

/** x times y where x is a constant multiple already, or a constant itself: the constants are multiplied here. */
function timesConstant(x: Tensor, y: Tensor): Tensor | undefined {
  const factor = filledWith(y);
  if (factor === undefined || x.dtype !== "float32" || !keeps(x, y)) return undefined;
  const own = filledWith(x);
  if (own !== undefined) return fill(own * factor, x.shape);
  // What is repeated is multiplied before.
  if (x.op === "broadcastTo") return broadcastTo(multiply(x.inputs[0], factor), x.shape);
  if (x.op !== "multiply") return undefined;
  const [a, b] = x.inputs;
  const inner = filledWith(b);
  return inner !== undefined && sameShape(a.shape, x.shape) ? multiply(a, inner * factor) : undefined;
}

function reduced(op: Op<reduce.ReduceAttributes>, x: Tensor, { axes, keepDims }: reduce.ReduceAttributes): Tensor {
  const result = apply(op, [x], { axes: normalAxes(op.name, axes, x.shape.length), keepDims });
  return size(result.shape) === size(x.shape) ? reshape(x, result.shape) : result;
}
