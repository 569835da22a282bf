import { CellScapeError } from "../../core/errors.ts";
import type { Builders } from "../builders.ts";
import type { Op } from "../op.ts";
import { type Shape, size } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { checkRow } from "./gather.ts";
import { blocks, checkSpans, usedPlaces } from "./neighborBlocks.ts";

export type AggregateAttributes = {
  readonly parts: number;
  readonly spans: readonly number[];
  readonly symmetric: boolean;
};

// Two ops over neighbour lists, each the other's gradient. Operands, for n cells whose rows come in g groups, with k
// places each: x [n * g, width]; index and reverse [n, g, k], int32. Place (i, g, s) names row j = index[i, g, s] of x,
// and reverse[i, g, s] is the flat position of the place of j that names (i, g). m heads share the rows of a group.
// `spans` holds how many places the cells use: pairs of an end and a count, so that cells from the end before up to this
// end use their first count places; [] stands for all places. What lies in an unused place counts as zero.

/**
 * Weighted sums over neighbours: y[i, g, m] = sum_s weights[i, g, m, s] x[index[i, g, s]], [n, g, m, width].
 *
 * With `parts` p > 1, each row of x holds p rows in turn, and a place has p weights: weights are [n, g, m, k * p].
 * `symmetric` promises that a place and its reverse have the same weight.
 */
export const aggregateOp: Op<AggregateAttributes> = {
  name: "aggregate",
  shape: ([weights, x, index, reverse], { parts, spans }) => {
    const [n, g, m, places] = weights.shape;
    const [k, width] = [places / parts, x.shape[1] / parts];
    checkSpans("aggregate", spans, index.shape);
    if (fits([weights, x, index, reverse], [n, g, m, k * parts], [n * g, width * parts], [n, g, k])) {
      return [n, g, m, width];
    }
    throw mismatch("aggregate", "weights", [weights, x, index, reverse]);
  },
  dtype: ([, x]) => x.dtype,
  grad: ({ inputs: [weights, x, index, reverse], attributes: { parts, spans, symmetric } }, dy, t) => {
    const lists = { index, reverse };
    if (parts > 1) return partsGradient({ weights, x, dy, lists, parts, spans, t });
    return [t.neighborDots(dy, x, lists, { spans }), flowBack(weights, dy, { ...lists, spans, symmetric, t })];
  },
  onnx: ({ inputs: [weights, x, index], attributes: { parts, spans } }, names, emit) => {
    const [, g, m] = weights.shape;
    const width = x.shape[1] / parts;
    const results = blocks(index.shape, x.shape[1], spans).map(({ start, end, used }) => {
      const own = emit.slice(names[0], weights.shape, [start, 0, 0, 0], [end, g, m, used * parts]);
      const neighbors = emit.slice(names[2], index.shape, [start, 0, 0], [end, g, used]);
      const messages = emit.node("Gather", [names[1], neighbors], { axis: 0 });
      const shape = emit.integers([end - start, g, used * parts, width]);
      return emit.node("MatMul", [own, parts === 1 ? messages : emit.node("Reshape", [messages, shape])]);
    });
    return results.length === 1 ? results[0] : emit.node("Concat", results, { axis: 0 });
  },
  evaluate: ({ inputs: [at, xt, indexed], attributes: { parts, spans }, shape }, [weights, x, index]) => {
    const [, g, m, places] = at.shape;
    const width = shape[3];
    const used = usedPlaces(spans, indexed.shape);
    const result = new Float64Array(size(shape));
    for (let e = 0; e < weights.length; e++) {
      const [head, place] = [Math.floor(e / places), Math.floor((e % places) / parts)];
      if (place >= used[Math.floor(head / (g * m))]) continue;
      const row = index[Math.floor(head / m) * (places / parts) + place];
      checkRow("aggregate", row, xt.shape[0]);
      const from = (row * parts + (e % parts)) * width;
      for (let u = 0; u < width; u++) result[head * width + u] += weights[e] * x[from + u];
    }
    return result;
  },
};

/** Products with neighbours' rows: y[i, g, m, s] = a[i, g, m] . x[index[i, g, s]], for a [n, g, m, width]. */
export const neighborDotsOp: Op<{ readonly spans: readonly number[] }> = {
  name: "neighborDots",
  shape: ([a, x, index, reverse], { spans }) => {
    const [n, g, m, width] = a.shape;
    const k = index.shape[2];
    checkSpans("neighborDots", spans, index.shape);
    if (fits([a, x, index, reverse], [n, g, m, width], [n * g, width], [n, g, k])) return [n, g, m, k];
    throw mismatch("neighborDots", "operand", [a, x, index, reverse]);
  },
  dtype: ([, x]) => x.dtype,
  grad: ({ inputs: [a, x, index, reverse], attributes: { spans } }, dy, t) => [
    t.aggregateRows(dy, x, { index, reverse }, { spans }),
    flowBack(dy, a, { index, reverse, spans, symmetric: false, t }),
  ],
  onnx: ({ inputs: [a, x, index], attributes: { spans }, shape: [, , , k] }, names, emit) => {
    const [, g, m, width] = a.shape;
    const results = blocks(index.shape, x.shape[1], spans).map(({ start, end, used }) => {
      const own = emit.slice(names[0], a.shape, [start, 0, 0, 0], [end, g, m, width]);
      const neighbors = emit.slice(names[2], index.shape, [start, 0, 0], [end, g, used]);
      // axis -2 is axis 0, written so that these rows are not taken for those of `aggregate`: gathering them anew is
      // faster than keeping them, as they would long have left the cache.
      const messages = emit.node("Gather", [names[1], neighbors], { axis: -2 });
      const dots = emit.contribNode("FusedMatMul", [own, messages], { transA: 0, transB: 1 });
      return used === k ? dots : emit.node("Pad", [dots, emit.integers([0, 0, 0, 0, 0, 0, 0, k - used])]);
    });
    return results.length === 1 ? results[0] : emit.node("Concat", results, { axis: 0 });
  },
  evaluate: ({ inputs: [at, xt, indexed], attributes: { spans }, shape }, [a, x, index]) => {
    const [, g, m, k] = shape;
    const width = at.shape[3];
    const used = usedPlaces(spans, indexed.shape);
    const result = new Float64Array(size(shape));
    for (let e = 0; e < result.length; e++) {
      const head = Math.floor(e / k);
      if (e % k >= used[Math.floor(head / (g * m))]) continue;
      const row = index[Math.floor(head / m) * k + (e % k)];
      checkRow("neighborDots", row, xt.shape[0]);
      for (let u = 0; u < width; u++) result[e] += a[head * width + u] * x[row * width + u];
    }
    return result;
  },
};

interface Lists {
  readonly index: Tensor;
  readonly reverse: Tensor;
  readonly spans: readonly number[];
  readonly symmetric: boolean;
  readonly t: Builders;
}

/**
 * What reaches x when row index[i, g, s] of it went into cotangent [n, g, m, width] with weight [n, g, m, k]. The lists
 * are symmetric, so row j collects from its own neighbours, weighted as they weigh j: no row per place is stored.
 */
function flowBack(weights: Tensor, cotangent: Tensor, { index, reverse, spans, symmetric, t }: Lists): Tensor {
  const [n, g, m, k] = weights.shape;
  const width = cotangent.shape[3];
  const places = t.reshape(t.transpose(weights, [0, 1, 3, 2]), m === 1 ? [n * g * k] : [n * g * k, m]);
  const returned = t.reshape(symmetric ? places : t.gatherRows(places, reverse), [n, g, 1, k * m]);
  const rows = t.reshape(cotangent, [n * g, m * width]);
  return t.reshape(t.aggregateRows(returned, rows, { index, reverse }, { parts: m, spans }), [n * g, width]);
}

/** Gradients of an aggregation over rows of several parts: the parts of dx are heads that share the rows of dy. */
function partsGradient({ weights, x, dy, lists, parts, spans, t }: PartsGradient): Tensor[] {
  const [n, g, m, places] = weights.shape;
  const [k, width] = [places / parts, dy.shape[3]];
  if (m > 1) throw new CellScapeError("unsupported", "gradients: expected one head where rows have parts");
  const messages = t.reshape(t.gatherRows(x, lists.index), [n, g, places, width]);
  const returned = t.gatherRows(t.reshape(weights, [n * g * k, parts]), lists.reverse);
  const heads = t.transpose(returned, [0, 1, 3, 2]);
  return [
    t.matmul(dy, messages, { transposeB: true }),
    t.reshape(t.aggregateRows(heads, t.reshape(dy, [n * g, width]), lists, { spans }), x.shape),
  ];
}

interface PartsGradient {
  readonly weights: Tensor;
  readonly x: Tensor;
  readonly dy: Tensor;
  readonly lists: { readonly index: Tensor; readonly reverse: Tensor };
  readonly parts: number;
  readonly spans: readonly number[];
  readonly t: Builders;
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
