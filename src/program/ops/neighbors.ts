import { CellScapeError } from "../../errors.ts";
import type { Builders, Emitter, Op } from "../op.ts";
import { type Shape, size } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { checkRow } from "./gather.ts";

// Two ops over neighbour lists, each the other's gradient. Operands, for n cells whose rows come in g groups, with k
// places each: x [n * g, width]; index and reverse [n, g, k], int32. Place (i, g, s) names row j = index[i, g, s] of x,
// and reverse[i, g, s] is the flat position of the place of j that names (i, g). m heads share the rows of a group.

/**
 * Weighted sums over neighbours: y[i, g, m] = sum_s weights[i, g, m, s] x[index[i, g, s]], [n, g, m, width].
 *
 * With `parts` p > 1 a row of x holds p rows in turn, and a place has p weights: weights are [n, g, m, k * p].
 */
export const aggregateOp: Op<{ readonly parts: number }> = {
  name: "aggregate",
  shape: ([weights, x, index, reverse], { parts }) => {
    const [n, g, m, places] = weights.shape;
    const [k, width] = [places / parts, x.shape[1] / parts];
    if (fits([weights, x, index, reverse], [n, g, m, k * parts], [n * g, width * parts], [n, g, k])) {
      return [n, g, m, width];
    }
    throw mismatch("aggregate", "weights", [weights, x, index, reverse]);
  },
  dtype: ([, x]) => x.dtype,
  grad: ({ inputs: [weights, x, index, reverse], attributes: { parts } }, dy, t) => {
    if (parts > 1) throw new CellScapeError("unsupported", "gradients: expected a first derivative of aggregate");
    return [t.neighborDots(dy, x, { index, reverse }), flowBack(weights, dy, { index, reverse, t })];
  },
  onnx: ({ inputs: [weights, x, index], attributes: { parts } }, names, emit) => {
    const [, g, , places] = weights.shape;
    const width = x.shape[1] / parts;
    return blocks({ index: index.shape, width: x.shape[1], names, emit }, (own, neighbors, rows) => {
      const messages = emit.node("Gather", [names[1], neighbors], { axis: 0 });
      const split = emit.node("Reshape", [messages, emit.integers([rows, g, places, width])]);
      return emit.node("MatMul", [own, parts === 1 ? messages : split]);
    });
  },
  evaluate: ({ inputs: [at, xt], attributes: { parts }, shape }, [weights, x, index]) => {
    const [, , m, places] = at.shape;
    const width = shape[3];
    const result = new Float64Array(size(shape));
    for (let e = 0; e < weights.length; e++) {
      const [head, place] = [Math.floor(e / places), e % places];
      const row = index[Math.floor(head / m) * (places / parts) + Math.floor(place / parts)];
      checkRow("aggregate", row, xt.shape[0]);
      const from = (row * parts + (place % parts)) * width;
      for (let u = 0; u < width; u++) result[head * width + u] += weights[e] * x[from + u];
    }
    return result;
  },
};

/** Products with neighbours' rows: y[i, g, m, s] = a[i, g, m] . x[index[i, g, s]], for a [n, g, m, width]. */
export const neighborDotsOp: Op = {
  name: "neighborDots",
  shape: ([a, x, index, reverse]) => {
    const [n, g, m, width] = a.shape;
    const k = index.shape[2];
    if (fits([a, x, index, reverse], [n, g, m, width], [n * g, width], [n, g, k])) return [n, g, m, k];
    throw mismatch("neighborDots", "operand", [a, x, index, reverse]);
  },
  dtype: ([, x]) => x.dtype,
  grad: ({ inputs: [a, x, index, reverse] }, dy, t) => [
    t.aggregateRows(dy, x, { index, reverse }),
    flowBack(dy, a, { index, reverse, t }),
  ],
  onnx: ({ inputs: [, x, index] }, names, emit) =>
    blocks({ index: index.shape, width: x.shape[1], names, emit }, (own, neighbors) => {
      // axis -2 is axis 0, written so that these rows are not taken for those of `aggregate`: gathering them anew is
      // faster than keeping them, as they would long have left the cache.
      const messages = emit.node("Gather", [names[1], neighbors], { axis: -2 });
      return emit.contribNode("FusedMatMul", [own, messages], { transA: 0, transB: 1 });
    }),
  evaluate: ({ inputs: [at, xt], shape }, [a, x, index]) => {
    const [, , m, k] = shape;
    const width = at.shape[3];
    const result = new Float64Array(size(shape));
    for (let e = 0; e < result.length; e++) {
      const head = Math.floor(e / k);
      const row = index[Math.floor(head / m) * k + (e % k)];
      checkRow("neighborDots", row, xt.shape[0]);
      for (let u = 0; u < width; u++) result[e] += a[head * width + u] * x[row * width + u];
    }
    return result;
  },
};

/**
 * What reaches x when row index[i, g, s] of it went into cotangent [n, g, m, width] with weight [n, g, m, k]. The lists
 * are symmetric, so row j collects from its own neighbours, weighted as they weigh j: no row per place is stored.
 */
function flowBack(
  weights: Tensor,
  cotangent: Tensor,
  { index, reverse, t }: { index: Tensor; reverse: Tensor; t: Builders },
): Tensor {
  const [n, g, m, k] = weights.shape;
  const width = cotangent.shape[3];
  const places = t.reshape(t.transpose(weights, [0, 1, 3, 2]), m === 1 ? [n * g * k] : [n * g * k, m]);
  const returned = t.reshape(t.gatherRows(places, reverse), [n, g, 1, k * m]);
  const rows = t.reshape(cotangent, [n * g, m * width]);
  return t.reshape(t.aggregateRows(returned, rows, { index, reverse }, { parts: m }), [n * g, width]);
}

/** Gathered rows that fit a core's second-level cache beside what they meet: 512 kB. Twice as fast as all at once. */
const blockSize = 131_072;
/** A bound on the length of the program. */
const mostBlocks = 256;

/** Run `each` on blocks of cells, with the block's part of the first operand and of the index, and join the results. */
function blocks(
  { index: [n, g, k], width, names: [own, , index], emit }: Blocks,
  each: (own: string, index: string, rows: number) => string,
): string {
  const rows = Math.ceil(Math.max(blockSize / (g * k * width), n / mostBlocks));
  if (rows >= n) return each(own, index, n);
  const results: string[] = [];
  for (let start = 0; start < n; start += rows) {
    const end = Math.min(start + rows, n);
    const range = [emit.integers([start]), emit.integers([end]), emit.integers([0])];
    results.push(each(emit.node("Slice", [own, ...range]), emit.node("Slice", [index, ...range]), end - start));
  }
  return emit.node("Concat", results, { axis: 0 });
}

interface Blocks {
  readonly index: Shape;
  /** Numbers in a row that is gathered. */
  readonly width: number;
  readonly names: readonly string[];
  readonly emit: Emitter;
}

function fits([own, x, index, reverse]: readonly Tensor[], ownShape: Shape, xShape: Shape, lists: Shape): boolean {
  const wanted = [ownShape, xShape, lists, lists].map((shape) => shape.join());
  return [own, x, index, reverse].every(({ shape }, i) => shape.join() === wanted[i]);
}

function mismatch(name: string, own: string, tensors: readonly Tensor[]): CellScapeError {
  const names = [own, "rows", "index", "reverse"];
  const got = tensors.map(({ shape }, i) => `${names[i]} [${shape.join(", ")}]`).join(", ");
  return new CellScapeError("bad-shape", `${name}: expected operands for the same cells and places, got ${got}`);
}
