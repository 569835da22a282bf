import { describe, expect, test } from "vitest";
import * as t from "../../src/tensor/ops.ts";
import { constant, input } from "../../src/tensor/tensor.ts";

const x = input("x", [3, 4]);

describe("operands that do not fit are refused with both shapes", () => {
  const row = input("row", [5]);
  const refusals: readonly (readonly [string, () => unknown, string])[] = [
    ["add", () => t.add(x, row), "add: expected shapes that broadcast together, got [3, 4] and [5]"],
    ["matmul", () => t.matmul(x, x), "matmul: expected equal inner sizes, got [3, 4] x [3, 4]"],
    ["matmul of a list", () => t.matmul(x, row), "matmul: expected operands of two or more axes, got [3, 4] x [5]"],
    ["reshape", () => t.reshape(x, [5, 2]), "reshape: expected as many elements as [3, 4], got [5, 2]"],
    ["transpose", () => t.transpose(x, [0, 0]), "transpose: expected each axis once, got [0, 0] for [3, 4]"],
    [
      "broadcastTo",
      () => t.broadcastTo(x, [4]),
      "broadcastTo: expected a shape that holds the operand's, got [3, 4] to [4]",
    ],
    ["slice", () => t.slice(x, 1, { end: 9 }), "slice: expected a part of the axis, got 0 .. 9 of axis 1 of [3, 4]"],
    ["concat", () => t.concat([x, row], 0), "concat: expected shapes that differ in axis 0 only, got [3, 4] and [5]"],
    ["pad", () => t.pad(x, [1], [1]), "pad: expected a count >= 0 per axis, got [1] and [1] for [3, 4]"],
    ["sum", () => t.sum(x, [2]), "sum: expected an axis of a rank 2 tensor, got 2"],
    ["conv2d", () => t.conv2d(x, row), "conv2d: expected [b, c, h, w] and [o, c, kh, kw], got [3, 4] and [5]"],
    ["gatherRows", () => t.gatherRows(x, row), "gatherRows: expected rows and an int32 index"],
    ["expSums", () => t.expSums(x, x, row), "expSums: expected [b, d], [m, d] and [m], got [3, 4], [3, 4], [5]"],
    [
      "mixed types",
      () => t.add(row, input("count", [5], "int32")),
      "add: expected two numeric operands of one type, got float32 and int32",
    ],
    [
      "aggregate",
      () => aggregate([4, 2]),
      "aggregate: expected spans of ends that rise to 3 with counts of 1 to 2, got [4, 2]",
    ],
  ];

  function aggregate(spans: readonly number[]) {
    const [list, reverse] = [input("list", [3, 2], "int32"), input("reverse", [3, 2], "int32")];
    return t.aggregate(input("weights", [3, 1, 2]), x, { index: list, reverse, spans });
  }

  test.each(refusals)("%s", (_, build, message) => {
    expect(build).toThrow(message);
  });
});

describe("what needs no work makes no op", () => {
  test("adding zero, multiplying by one, reshaping to the same shape, summing axes of one", () => {
    expect(t.add(x, 0)).toBe(x);
    expect(t.add(t.fill(0, [4]), x)).toBe(x);
    expect(t.multiply(x, t.fill(1, [3, 4]))).toBe(x);
    expect(t.reshape(t.reshape(x, [12]), [3, 4])).toBe(x);
    expect(t.sum(t.reshape(x, [3, 1, 4]), [1])).toBe(x);
    expect(t.cast(x, "float32")).toBe(x);
    expect(t.slice(x, 0)).toBe(x);
  });

  test("a zero that would enlarge the result is added all the same", () => {
    expect(t.add(x, t.fill(0, [2, 3, 4])).shape).toEqual([2, 3, 4]);
  });

  test("constant factors are joined", () => {
    const scaled = t.multiply(t.multiply(x, 3), 2);
    expect(scaled.inputs[0]).toBe(x);
    expect(scaled.inputs[1].inputs.length).toBe(0);
    expect(scaled.inputs[1].attributes.values).toEqual([6]);
  });

  test("a repetition that the other operand brings is left out", () => {
    const column = input("column", [3, 1]);
    const product = t.multiply(t.broadcastTo(column, [3, 4]), constant([1, 2, 3, 4]));
    expect(product.inputs[0]).toBe(column);
    expect(product.shape).toEqual([3, 4]);
  });

  test("a transposed operand of a product is read in place", () => {
    const product = t.matmul(t.transpose(x), x);
    expect(product.inputs).toEqual([x, x]);
    expect(product.attributes).toEqual({ transposeA: true, transposeB: false });
  });

  test("a transpose that moves only axes of one is a reshape", () => {
    expect(t.transpose(input("y", [3, 1, 4]), [1, 0, 2]).op).toBe("reshape");
  });
});
