import { expect, test } from "vitest";
import { gradients } from "../../src/tensor/grad.ts";
import * as t from "../../src/tensor/ops.ts";
import { printProgram } from "../../src/tensor/print.ts";
import { constant, input } from "../../src/tensor/tensor.ts";

test("a program prints one line a tensor, then its outputs", () => {
  const [x, w] = [input("x", [3, 2]), input("w", [2, 4])];
  const loss = t.mean(t.power(t.elu(t.matmul(x, w)), 2));
  const [dw] = gradients(loss, [w]);
  expect(printProgram({ loss, dw })).toMatchInlineSnapshot(`
    "%0 = input x : float32[3, 2]
    %1 = input w : float32[2, 4]
    %2 = matmul(%0, %1, transposeA=false, transposeB=false) : float32[3, 4]
    %3 = elu(%2) : float32[3, 4]
    %4 = multiply(%3, %3) : float32[3, 4]
    %5 = sum(%4, axes=[0, 1], keepDims=false) : float32[]
    %6 = constant 0.08333333333333333 : float32[]
    %7 = multiply(%5, %6) : float32[]
    %8 = constant 0.16666666666666666 : float32[]
    %9 = multiply(%8, %3) : float32[3, 4]
    %10 = constant 0 : float32[]
    %11 = minimum(%3, %10) : float32[3, 4]
    %12 = constant 1 : float32[]
    %13 = add(%11, %12) : float32[3, 4]
    %14 = multiply(%9, %13) : float32[3, 4]
    %15 = matmul(%0, %14, transposeA=true, transposeB=false) : float32[2, 4]
    loss = %7
    dw = %15"
  `);
});

test("a long constant is cut short", () => {
  const values = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  expect(printProgram({ y: constant(values) }).split("\n")[0]).toBe("%0 = constant 0 1 2 3 4 5 6 7 ... : float32[9]");
});
