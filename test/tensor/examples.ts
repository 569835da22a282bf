import { createRandom, type Random } from "../../src/core/random.ts";
import type { Neighbors } from "../../src/tensor/neighborList.ts";
import * as t from "../../src/tensor/ops.ts";
import type { OpName } from "../../src/tensor/opTable.ts";
import type { Shape } from "../../src/tensor/shape.ts";
import { size } from "../../src/tensor/shape.ts";
import { constant, type DType, input, type Tensor } from "../../src/tensor/tensor.ts";

/** A program of one op in focus, with values for its inputs. */
export interface Example {
  readonly title: string;
  readonly output: Tensor;
  readonly inputs: readonly Tensor[];
  readonly feeds: Readonly<Record<string, Float64Array>>;
}

/** Makes the inputs of one example and remembers their values. */
class Inputs {
  readonly tensors: Tensor[] = [];
  readonly feeds: Record<string, Float64Array> = {};
  private readonly rng: Random;
  private readonly example: string;

  constructor(example: string) {
    this.example = example;
    this.rng = createRandom(0).split(example);
  }

  /** Floats of either sign, at least 0.2 from zero, where many ops have a kink. Exact in float32. */
  float(...shape: Shape): Tensor {
    return this.add(shape, "float32", () => (this.rng.integer(2) === 0 ? -1 : 1) * (0.2 + 1.3 * this.rng.uniform()));
  }

  positive(...shape: Shape): Tensor {
    return this.add(shape, "float32", () => 0.2 + 1.3 * this.rng.uniform());
  }

  integer(below: number, ...shape: Shape): Tensor {
    return this.add(shape, "int32", () => this.rng.integer(below));
  }

  bool(...shape: Shape): Tensor {
    return this.add(shape, "bool", () => this.rng.integer(2));
  }

  list(values: readonly number[], ...shape: Shape): Tensor {
    let i = 0;
    return this.add(shape, "int32", () => values[i++]);
  }

  private add(shape: Shape, dtype: DType, draw: () => number): Tensor {
    const name = `${this.example}: x${this.tensors.length}`;
    const tensor = input(name, shape, dtype);
    this.tensors.push(tensor);
    this.feeds[name] = Float64Array.from({ length: size(shape) }, () => Math.fround(draw()));
    return tensor;
  }
}

type Programs = Readonly<Record<string, (x: Inputs) => Tensor>>;

const shapePairs: readonly (readonly [Shape, Shape])[] = [
  [
    [3, 5],
    [3, 5],
  ],
  [[3, 5], [5]],
  [
    [3, 1],
    [1, 5],
  ],
  [
    [2, 1, 4],
    [3, 1],
  ],
  [[], [2, 3]],
  [[1], [7]],
];

function binary(build: (a: Tensor, b: Tensor) => Tensor, kind: "float" | "positive" = "float"): Programs {
  const programs = shapePairs.map(([a, b]): [string, Programs[string]] => [
    `[${a.join(", ")}] with [${b.join(", ")}]`,
    (x) => build(x.float(...a), x[kind](...b)),
  ]);
  return Object.fromEntries(programs);
}

function unary(build: (x: Tensor) => Tensor, kind: "float" | "positive" = "float"): Programs {
  return {
    scalar: (x) => build(x[kind]()),
    "one row of 7": (x) => build(x[kind](7)),
    "[3, 5, 2]": (x) => build(x[kind](3, 5, 2)),
  };
}

/** A symmetric neighbour list: a path of n cells with self loops, in k >= 3 places. */
export function pathNeighbors(n: number, k: number): { index: number[]; reverse: number[] } {
  const lists = Array.from({ length: n }, (_, i) => [i - 1, i, i + 1].filter((j) => j >= 0 && j < n));
  const index = lists.flatMap((list, i) => [...list, ...new Array<number>(k - list.length).fill(i)]);
  const reverse = lists.flatMap((list, i) =>
    Array.from({ length: k }, (_, s) => (s < list.length ? list[s] * k + lists[list[s]].indexOf(i) : i * k + s)),
  );
  return { index, reverse };
}

function neighbors(x: Inputs, n: number, k: number): Neighbors {
  const { index, reverse } = pathNeighbors(n, k);
  return { index: x.list(index, n, k), reverse: x.list(reverse, n, k) };
}

/** The list as the ops take it, for one group of rows. */
function grouped({ index, reverse }: Neighbors): Neighbors {
  const [n, k] = index.shape;
  return { index: t.reshape(index, [n, 1, k]), reverse: t.reshape(reverse, [n, 1, k]) };
}

/** For every op at least one program that uses it. An op without an entry does not compile, and fails a test. */
const programs: Readonly<Record<OpName, Programs>> = {
  add: {
    ...binary(t.add),
    int32: (x) => t.add(x.integer(9, 3, 2), x.integer(9, 2)),
    "a number": (x) => t.add(x.float(3), 2),
  },
  subtract: { ...binary(t.subtract), "a number less a tensor": (x) => t.subtract(1, x.float(4)) },
  multiply: {
    ...binary(t.multiply),
    int32: (x) => t.multiply(x.integer(9, 3), 4),
    "a tensor with itself": (x) => {
      const a = x.float(3, 2);
      return t.multiply(a, a);
    },
  },
  divide: { ...binary(t.divide, "positive"), "a number by a tensor": (x) => t.divide(2, x.float(5)) },
  minimum: binary(t.minimum),
  maximum: binary(t.maximum),
  greater: binary(t.greater),
  where: {
    "equal shapes": (x) => t.where(x.bool(3, 4), x.float(3, 4), x.float(3, 4)),
    "broadcast condition": (x) => t.where(x.bool(3, 1), x.float(3, 4), x.float(4)),
    numbers: (x) => t.multiply(t.where(x.bool(3, 4), 1, 0.25), x.float(4)),
    "a larger condition": (x) => t.where(x.bool(2, 3, 4), x.float(4), 0),
  },
  negate: unary(t.negate),
  exp: unary(t.exp),
  log: unary(t.log, "positive"),
  sqrt: unary(t.sqrt, "positive"),
  abs: unary(t.abs),
  power: { ...unary((x) => t.power(x, 2.5), "positive"), ...{ "a power of -2": (x) => t.power(x.float(5), -2) } },
  relu: unary(t.relu),
  leakyRelu: unary((x) => t.leakyRelu(x, 0.2)),
  elu: unary(t.elu),
  sigmoid: unary(t.sigmoid),
  stopGradient: unary(t.stopGradient),
  addSlopes: {
    "a product whose factors have their slopes from two forms": (x) => {
      const [a, b] = [x.float(2, 3), x.float(2, 3)];
      return t.addSlopes(t.multiply(a, t.stopGradient(b)), t.multiply(t.stopGradient(a), b));
    },
  },
  cast: {
    "bool to float": (x) => t.cast(x.bool(3, 3), "float32"),
    "float to int": (x) => t.cast(t.multiply(x.float(3, 3), 3), "int32"),
    "int to bool": (x) => t.cast(x.integer(2, 5), "bool"),
    "int to float": (x) => t.cast(x.integer(9, 5), "float32"),
  },
  matmul: {
    "[3, 4] [4, 5]": (x) => t.matmul(x.float(3, 4), x.float(4, 5)),
    "a transposed": (x) => t.matmul(x.float(4, 3), x.float(4, 5), { transposeA: true }),
    "b transposed": (x) => t.matmul(x.float(3, 4), x.float(5, 4), { transposeB: true }),
    "both transposed": (x) => t.matmul(x.float(4, 3), x.float(5, 4), { transposeA: true, transposeB: true }),
    "a transpose that folds": (x) => t.matmul(t.transpose(x.float(4, 3)), x.float(5, 4), { transposeB: true }),
    "a column by a row": (x) => t.matmul(x.float(3, 1), x.float(1, 5)),
    "a row by a column": (x) => t.matmul(x.float(1, 6), x.float(6, 1)),
    "two batches": (x) => t.matmul(x.float(2, 3, 4), x.float(2, 4, 5)),
    "two batches, a transposed": (x) => t.matmul(x.float(2, 4, 3), x.float(2, 4, 5), { transposeA: true }),
    "two batches, b transposed": (x) => t.matmul(x.float(2, 3, 4), x.float(2, 5, 4), { transposeB: true }),
    "two batches, both": (x) => t.matmul(x.float(2, 4, 3), x.float(2, 5, 4), { transposeA: true, transposeB: true }),
    "a batch by a matrix": (x) => t.matmul(x.float(2, 3, 4), x.float(4, 5)),
    "a batch by a transposed matrix": (x) => t.matmul(x.float(2, 3, 4), x.float(5, 4), { transposeB: true }),
    "a transposed batch by a matrix": (x) => t.matmul(x.float(2, 4, 3), x.float(4, 5), { transposeA: true }),
    "a matrix by a batch": (x) => t.matmul(x.float(3, 4), x.float(2, 4, 5)),
    "batches that broadcast": (x) => t.matmul(x.float(2, 1, 3, 4), x.float(5, 4, 2)),
  },
  reshape: {
    "[2, 6] to [3, 4]": (x) => t.reshape(x.float(2, 6), [3, 4]),
    "to a scalar": (x) => t.reshape(x.float(1, 1), []),
    twice: (x) => t.reshape(t.reshape(x.float(2, 6), [12]), [4, 3]),
  },
  transpose: {
    "a matrix": (x) => t.transpose(x.float(2, 5)),
    "three axes": (x) => t.transpose(x.float(2, 3, 4), [2, 0, 1]),
    "four axes": (x) => t.transpose(x.float(2, 3, 1, 4), [0, 3, 2, 1]),
  },
  broadcastTo: {
    "a row": (x) => t.broadcastTo(x.float(4), [3, 4]),
    "a column": (x) => t.broadcastTo(x.float(3, 1), [2, 3, 4]),
    "a scalar": (x) => t.broadcastTo(x.float(), [2, 2]),
  },
  slice: {
    rows: (x) => t.slice(x.float(5, 3), 0, { start: 1, end: 4 }),
    "the last column": (x) => t.slice(x.float(5, 3), -1, { start: 2 }),
  },
  concat: {
    rows: (x) => t.concat([x.float(2, 3), x.float(1, 3), x.float(4, 3)], 0),
    columns: (x) => t.concat([x.float(2, 3), x.float(2, 1)], -1),
    int32: (x) => t.concat([x.integer(9, 2), x.integer(9, 3)], 0),
  },
  pad: {
    "a row": (x) => t.pad(x.float(4), [2], [1]),
    "an image": (x) => t.pad(x.float(2, 1, 3, 3), [0, 0, 1, 1], [0, 0, 1, 2]),
  },
  sum: {
    all: (x) => t.sum(x.float(3, 4)),
    rows: (x) => t.sum(x.float(3, 4), [0]),
    "columns, kept": (x) => t.sum(x.float(3, 4), [-1], true),
    "the middle": (x) => t.sum(x.float(3, 4, 2), [1]),
    "the middle, int32": (x) => t.sum(x.integer(9, 3, 4, 2), [1]),
    "before an axis of one": (x) => t.sum(x.float(3, 4, 1), [1]),
    "two axes": (x) => t.sum(x.float(3, 4, 2), [0, 2]),
    "mean of an image batch": (x) => t.mean(x.float(3, 2, 3, 3), [0, 2, 3], true),
  },
  max: {
    all: (x) => t.max(x.float(3, 4)),
    "columns, kept": (x) => t.max(x.float(3, 4), [1], true),
    "the middle": (x) => t.max(x.float(3, 4, 2), [1]),
  },
  softmax: {
    "a row": (x) => t.softmax(x.float(6)),
    "[3, 2, 5]": (x) => t.softmax(x.float(3, 2, 5)),
    "one place": (x) => t.softmax(x.float(4, 1)),
    "log-sum-exp": (x) => t.add(t.logSumExp(x.float(3, 4)), t.sum(t.softmax(x.float(3, 4)), [1])),
  },
  expSums: {
    weighted: (x) => t.expSums(x.float(3, 2), x.float(5, 2), x.float(5)),
    "of a tensor with itself": (x) => {
      const a = x.float(4, 3);
      return t.expSums(a, a, x.positive(4));
    },
  },
  gatherRows: {
    "a table of indices": (x) => t.gatherRows(t.cast(x.integer(9, 5, 2), "float32"), x.integer(5, 3, 4)),
    "a list of scalars": (x) => t.gatherRows(x.integer(9, 5), x.integer(5, 4)),
    "rows with users": (x) =>
      t.gatherRows(x.float(3, 2), x.list([2, 0, 0, 2], 2, 2), { users: x.list([1, 2, 4, 4, 0, 3], 3, 2) }),
    takeRows: (x) => t.takeRows(x.float(5, 3), x.list([3, 0, 4], 3), x.list([1, 3, 3, 0, 2], 5)),
    placeRows: (x) => t.placeRows(x.float(3, 2), x.list([3, 0, 4], 3), x.list([1, 3, 3, 0, 2], 5)),
    gatherNeighbors: (x) => {
      const { index, reverse } = neighbors(x, 5, 4);
      return t.gatherNeighbors(x.float(5, 3), index, reverse);
    },
    "gatherNeighbors of two heads": (x) => {
      const { index, reverse } = neighbors(x, 5, 3);
      return t.gatherNeighbors(x.float(5, 6), index, reverse, { heads: 2 });
    },
    "gatherNeighbors of one number a head": (x) => {
      const { index, reverse } = neighbors(x, 4, 3);
      return t.gatherNeighbors(x.float(4, 3), index, reverse, { heads: 3 });
    },
  },
  aggregate: {
    "one head": (x) => t.aggregate(x.float(5, 1, 4), x.float(5, 3), neighbors(x, 5, 4)),
    "three heads": (x) => t.aggregate(x.float(4, 3, 3), x.float(4, 6), neighbors(x, 4, 3)),
    "two heads that share the rows": (x) => t.aggregateShared(x.float(5, 2, 4), x.float(5, 3), neighbors(x, 5, 4)),
    "cells that use two, then three of four places": (x) =>
      t.aggregate(x.float(5, 2, 4), x.float(5, 6), { ...neighbors(x, 5, 4), spans: [1, 2, 5, 3] }),
    "shared rows of cells that use few places": (x) =>
      t.aggregateShared(x.float(5, 2, 4), x.float(5, 3), { ...neighbors(x, 5, 4), spans: [1, 2, 5, 3] }),
    "rows that hold two rows in turn": (x) => {
      const lists = neighbors(x, 5, 4);
      const own = { index: t.reshape(lists.index, [5, 1, 4]), reverse: t.reshape(lists.reverse, [5, 1, 4]) };
      return t.aggregateRows(x.float(5, 1, 1, 8), x.float(5, 6), own, { parts: 2 });
    },
    "weights that are the same both ways": (x) => {
      const lists = neighbors(x, 5, 4);
      const [each, users] = [t.reshape(x.float(5, 1, 4), [20]), t.reshape(lists.reverse, [20, 1])];
      const back = t.reshape(t.gatherRows(each, lists.reverse, { users, complete: true }), [20]);
      const weights = t.reshape(t.add(each, back), [5, 1, 4]);
      return t.aggregate(weights, x.float(5, 3), lists, { symmetric: true });
    },
    "one number a head": (x) => t.aggregate(x.float(4, 2, 3), x.float(4, 2), neighbors(x, 4, 3)),
  },
  neighborDots: {
    "one head": (x) => {
      const { index, reverse } = grouped(neighbors(x, 4, 3));
      return t.neighborDots(x.float(4, 1, 1, 5), x.float(4, 5), { index, reverse });
    },
    "cells that use few places": (x) => {
      const { index, reverse } = grouped(neighbors(x, 5, 4));
      return t.neighborDots(x.float(5, 1, 2, 3), x.float(5, 3), { index, reverse }, { spans: [1, 2, 5, 3] });
    },
    "two heads of one row": (x) => {
      const { index, reverse } = grouped(neighbors(x, 4, 3));
      return t.neighborDots(x.float(4, 1, 2, 5), x.float(4, 5), { index, reverse });
    },
  },
  conv2d: {
    "3 x 3, padded": (x) => t.conv2d(x.float(2, 3, 5, 4), x.float(4, 3, 3, 3), { pad: 1 }),
    "stride 2": (x) => t.conv2d(x.float(2, 1, 7, 7), x.float(2, 1, 3, 3), { pad: 1, stride: 2 }),
    "stride 2, even side": (x) => t.conv2d(x.float(2, 2, 6, 6), x.float(3, 2, 3, 3), { pad: 1, stride: 2 }),
    "no padding": (x) => t.conv2d(x.float(1, 2, 4, 4), x.float(1, 2, 3, 3)),
    "1 x 1": (x) => t.conv2d(x.float(2, 3, 2, 2), x.float(2, 3, 1, 1)),
  },
  convInput: {
    "stride 1": (x) =>
      t.convInput(x.float(2, 4, 5, 5), x.float(4, 3, 3, 3), { pad: 1, stride: 1, height: 5, width: 5 }),
    "stride 2": (x) =>
      t.convInput(x.float(2, 3, 3, 3), x.float(3, 2, 3, 3), { pad: 1, stride: 2, height: 6, width: 5 }),
  },
  convWeight: {
    "stride 1": (x) =>
      t.convWeight(x.float(2, 3, 5, 5), x.float(2, 4, 5, 5), { pad: 1, stride: 1, height: 3, width: 3 }),
    "stride 2": (x) =>
      t.convWeight(x.float(2, 2, 6, 5), x.float(2, 3, 3, 3), { pad: 1, stride: 2, height: 3, width: 3 }),
  },
};

/** Ops through which no gradient flows. */
export const flat: ReadonlySet<string> = new Set(["greater", "stopGradient", "cast"]);

export function examplesOf(op: OpName): Example[] {
  return Object.entries(programs[op] ?? {}).map(([title, build]) => {
    const inputs = new Inputs(`${op} ${title}`);
    const output = build(inputs);
    return { title: `${op}: ${title}`, output, inputs: inputs.tensors, feeds: inputs.feeds };
  });
}

/** A loss that weighs each element of y differently, so that no error in a gradient cancels. */
export function weighted(y: Tensor): Tensor {
  const rng = createRandom(1);
  const weights = Array.from({ length: size(y.shape) }, () => rng.normal());
  return t.sum(t.multiply(y, constant(weights, y.shape)));
}
