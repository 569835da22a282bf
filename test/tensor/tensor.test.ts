import { describe, expect, test } from "vitest";
import * as t from "../../src/tensor/ops.ts";
import { constant, input, type Tensor, topological } from "../../src/tensor/tensor.ts";

describe("a tensor", () => {
  test("cannot be changed", () => {
    const x = t.exp(input("x", [2, 3]));
    expect(Object.isFrozen(x) && Object.isFrozen(x.shape) && Object.isFrozen(x.inputs)).toBe(true);
  });

  test("has a shape of positive whole numbers", () => {
    expect(() => input("cells", [0, 3])).toThrow("input cells: expected positive sizes, got [0, 3]");
    expect(() => input("cells", [2.5])).toThrow("input cells: expected positive sizes, got [2.5]");
  });
});

describe("constant", () => {
  test("copies its values", () => {
    const values = [1, 2];
    const x = constant(values);
    values[0] = 5;
    expect(x.attributes.values).toEqual([1, 2]);
  });

  test("is refused when its values do not fill its shape", () => {
    expect(() => constant([1, 2, 3], [2, 2])).toThrow("constant: expected 4 values for shape [2, 2], got 3");
  });

  test("is refused when it should be an input", () => {
    expect(() => constant(new Float32Array(65_537))).toThrow("feed larger ones as an input");
  });
});

describe("topological", () => {
  test("puts every tensor after its inputs, once", () => {
    const x = input("x", [2, 2]);
    const y = t.matmul(t.add(x, t.exp(x)), t.exp(x));
    const order = topological([y, x]);
    expect(new Set(order).size).toBe(order.length);
    for (const tensor of order) {
      for (const operand of tensor.inputs) expect(order.indexOf(operand)).toBeLessThan(order.indexOf(tensor));
    }
  });

  test("does not overflow the stack on a deep program", () => {
    let y: Tensor = input("x", [1]);
    for (let i = 0; i < 50_000; i++) y = t.exp(y);
    expect(topological([y]).length).toBe(50_001);
  });
});
