import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/engine/reference.ts";
import { gradients } from "../../src/tensor/grad.ts";
import * as t from "../../src/tensor/ops.ts";
import { type OpName, opTable } from "../../src/tensor/opTable.ts";
import { size } from "../../src/tensor/shape.ts";
import { input } from "../../src/tensor/tensor.ts";
import { type Example, examplesOf, flat, weighted } from "./examples.ts";

const differentiable = (Object.keys(opTable) as OpName[]).filter((name) => !flat.has(name));

// Central differences with h = 1e-5 err by h^2 y''' / 6 + 1e-16 / h, some 1e-10: 1e-7 leaves room for large slopes.
const step = 1e-5;
const tolerance = 1e-7;

function expectDifferences({ title, output, inputs, feeds }: Example): void {
  const floats = inputs.filter(({ dtype }) => dtype === "float32");
  const loss = weighted(output);
  const slopes = evaluate(gradients(loss, floats), (name) => feeds[name]);
  floats.forEach((x, i) => {
    const name = String(x.attributes.name);
    for (let e = 0; e < size(x.shape); e++) {
      const at = (shift: number) => {
        const moved = feeds[name].with(e, feeds[name][e] + shift);
        return evaluate([loss], (other) => (other === name ? moved : feeds[other]))[0][0];
      };
      const expected = (at(step) - at(-step)) / (2 * step);
      const error = Math.abs(slopes[i][e] - expected) / (1 + Math.abs(expected));
      expect(error, `${title}: d/d${name}[${e}] is ${slopes[i][e]}, differences give ${expected}`).toBeLessThan(
        tolerance,
      );
    }
  });
}

describe.each(differentiable)("the gradient of %s", (name) => {
  const examples = examplesOf(name).filter(({ output }) => output.dtype === "float32");

  test("agrees with central differences", () => {
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expectDifferences(example);
  });
});

describe("gradients", () => {
  test("powers that become products have the power's gradient", () => {
    for (const exponent of [0, 1, 2, 3, 0.5, -1]) {
      const x = input("x", [3]);
      const output = t.add(t.power(x, exponent), x);
      expectDifferences({ title: `x^${exponent}`, output, inputs: [x], feeds: { x: Float64Array.of(0.5, 1, 2) } });
    }
  });

  test("a tensor that is used twice collects both slopes", () => {
    const x = input("x", [2, 2]);
    const output = t.matmul(t.add(x, t.exp(x)), x);
    expectDifferences({ title: "twice", output, inputs: [x], feeds: { x: Float64Array.of(0.5, 1, 2, -1) } });
  });

  test("rows are normalised with the right slope, and a row of zeros has a finite one", () => {
    const x = input("x", [2, 3]);
    const feeds = { x: Float64Array.of(0.5, 1, 2, -1, 0.3, 0.1) };
    expectDifferences({ title: "normalizeRows", output: t.normalizeRows(x), inputs: [x], feeds });
    const [slope] = evaluate(gradients(weighted(t.normalizeRows(x)), [x]), () => new Float64Array(6));
    expect([...slope].every(Number.isFinite)).toBe(true);
  });

  test("equal maxima share the slope", () => {
    const x = input("x", [3]);
    const [slope] = evaluate(gradients(t.max(x), [x]), () => Float64Array.of(2, 1, 2));
    expect([...slope]).toEqual([0.5, 0, 0.5]);
  });

  test("what the loss does not depend on has a gradient of zeros", () => {
    const [x, other] = [input("x", [2]), input("other", [2, 3])];
    const [slope] = gradients(t.sum(x), [other]);
    expect(slope.shape).toEqual([2, 3]);
    expect([...evaluate([slope], () => new Float64Array(2))[0]]).toEqual(new Array(6).fill(0));
  });

  test("nothing flows through stopGradient", () => {
    const x = input("x", [2]);
    const [slope] = gradients(t.sum(t.multiply(x, t.stopGradient(x))), [x]);
    expect([...evaluate([slope], () => Float64Array.of(3, 5))[0]]).toEqual([3, 5]);
  });

  test("an intermediate tensor can be asked for", () => {
    const x = input("x", [2]);
    const y = t.multiply(x, x);
    const [slope] = gradients(t.sum(t.multiply(y, y)), [y]);
    expect([...evaluate([slope], () => Float64Array.of(3, 5))[0]]).toEqual([18, 50]);
  });

  test("a loss of several elements is refused", () => {
    const x = input("x", [2, 3]);
    expect(() => gradients(x, [x])).toThrow("gradients: expected a loss of one element, got [2, 3]");
  });

  test("a gather without users is refused only where the gradient passes through it", () => {
    const [x, y, index] = [input("x", [4, 2]), input("y", [3, 2]), input("index", [3], "int32")];
    const loss = t.sum(t.multiply(t.gatherRows(x, index), y));
    expect(() => gradients(loss, [x])).toThrow("takeRows");
    expect(() => gradients(loss, [y])).not.toThrow();
  });
});
