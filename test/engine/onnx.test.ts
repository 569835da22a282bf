import { describe, expect, test } from "vitest";
import { nativeEngine } from "../../src/engine/node.ts";
import { toOnnx } from "../../src/engine/onnx.ts";
import { wasmEngine } from "../../src/engine/web.ts";
import { gradients } from "../../src/tensor/grad.ts";
import * as t from "../../src/tensor/ops.ts";
import { constant, input } from "../../src/tensor/tensor.ts";

function program() {
  const [x, w] = [input("x", [3, 2]), input("w", [2, 4])];
  const loss = t.mean(t.power(t.elu(t.matmul(x, w)), 2));
  const [slope] = gradients(loss, [w]);
  return { loss, w: t.subtract(w, t.multiply(slope, 0.1)) };
}

/** How often an op's name is in the model's bytes. */
function count(bytes: Uint8Array, op: string): number {
  return Buffer.from(bytes).toString("latin1").split(op).length - 1;
}

describe("the ONNX form", () => {
  test("is the same bytes for the same program", () => {
    expect(Buffer.compare(toOnnx(program()), toOnnx(program()))).toBe(0);
  });

  test("computes once what the program says twice", () => {
    const x = input("x", [3]);
    expect(count(toOnnx({ y: t.add(t.exp(x), t.log(t.exp(x))) }), "Exp")).toBe(1);
  });

  test("leaves out what no output needs", () => {
    const heads = { index: input("index", [3, 2], "int32"), reverse: input("reverse", [3, 2], "int32") };
    const bytes = toOnnx({ y: t.aggregate(input("w", [3, 2, 2]), input("x", [3, 4]), heads) });
    // Places of the reverse list take two additions and a product; those of the index one of each.
    expect(count(bytes, "Mul")).toBeGreaterThan(0);
    expect(count(bytes, "Add")).toBe(1);
  });

  test.each(["native", "wasm"])("adds up all numbers one after the other, on %s", async (name) => {
    const values = Float32Array.from({ length: 10_001 }, (_, at) => Math.sin(at) / (1 + (at % 7)));
    const engine = await (name === "native" ? nativeEngine() : wasmEngine());
    const executable = await engine.compile({ total: t.sum(input("x", [73, 137])) });
    const { total } = await executable.run({ x: values });
    await executable.release();
    expect([...total]).toEqual([values.reduce((sum, value) => Math.fround(sum + value), 0)]);
  });

  test("may return an input, a constant, and one tensor under two names", async () => {
    const x = input("x", [2]);
    const y = t.exp(x);
    const engine = await nativeEngine();
    const executable = await engine.compile({ x, y, again: y, two: constant([2]) });
    const { x: same, y: first, again, two } = await executable.run({ x: Float32Array.of(0, 1) });
    await executable.release();
    expect([...same]).toEqual([0, 1]);
    expect([...again]).toEqual([...first]);
    expect([...two]).toEqual([2]);
  });
});
