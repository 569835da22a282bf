import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Engine, Values } from "../../src/engine/engine.ts";
import { nativeEngine } from "../../src/engine/node.ts";
import { evaluate, referenceEngine } from "../../src/engine/reference.ts";
import { wasmEngine } from "../../src/engine/web.ts";
import { gradients } from "../../src/tensor/grad.ts";
import * as t from "../../src/tensor/ops.ts";
import { input, type Tensor } from "../../src/tensor/tensor.ts";
import { pathNeighbors } from "../tensor/examples.ts";

const [n, k, heads, d] = [200, 6, 4, 128];

/** One attention layer and its gradients: large enough that the runtime splits its work, and that sums come in blocks. */
function attention(): { outputs: Record<string, Tensor>; feeds: Record<string, Values> } {
  const [x, w, look] = [input("x", [n, d]), input("w", [d, d]), input("look", [d, heads])];
  const lists = { index: input("index", [n, k], "int32"), reverse: input("reverse", [n, k], "int32") };
  const h = t.matmul(x, w);
  const shown = t.gatherNeighbors(t.matmul(h, look), lists.index, lists.reverse, { heads });
  const alpha = t.softmax(t.leakyRelu(t.reshape(shown, [n, heads, k]), 0.2));
  const z = t.normalizeRows(t.elu(t.aggregate(alpha, h, lists)));
  const loss = t.mean(t.log(t.sum(t.exp(t.matmul(z, z, { transposeB: true })), [1])));
  const [dw, dlook, dx] = gradients(loss, [w, look, x]);
  const rng = createRandom(7);
  const normal = (length: number) => Float32Array.from({ length }, () => rng.normal() / 10);
  const { index, reverse } = pathNeighbors(n, k);
  return {
    outputs: { loss, dw, dlook, dx },
    feeds: {
      x: normal(n * d),
      w: normal(d * d),
      look: normal(d * heads),
      index: Int32Array.from(index),
      reverse: Int32Array.from(reverse),
    },
  };
}

async function runTwice(engine: Engine): Promise<Record<string, Values>[]> {
  const { outputs, feeds } = attention();
  const executable = await engine.compile(outputs);
  const results = [await executable.run(feeds), await executable.run(feeds)];
  await executable.release();
  return results;
}

const engines: readonly (readonly [string, () => Promise<Engine>])[] = [
  ["native", () => nativeEngine()],
  ["wasm", () => wasmEngine()],
];

describe.each(engines)("the engine %s", (_, create) => {
  test("returns the same bytes at every run", async () => {
    const [first, second] = await runTwice(await create());
    expect(second).toEqual(first);
  });

  test("sums neighbours in blocks as the interpreter does at once", async () => {
    const { outputs, feeds } = attention();
    const expected = evaluate(Object.values(outputs), (name) => Float64Array.from(feeds[name]));
    const [results] = await runTwice(await create());
    Object.keys(outputs).forEach((name, i) => {
      const largest = expected[i].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const error = expected[i].reduce((most, value, e) => Math.max(most, Math.abs(value - results[name][e])), 0);
      // float32 sums of 200 terms: some 1e-6 of the largest slope.
      expect(error / largest, name).toBeLessThan(1e-5);
    });
  });
});

describe("feeds", () => {
  const all: readonly (readonly [string, () => Promise<Engine>])[] = [
    ...engines,
    ["reference", async () => referenceEngine],
  ];

  test.each(all)("%s refuses one that is missing, of another length or of another type", async (_, create) => {
    const executable = await (await create()).compile({ y: t.exp(input("cells", [2, 3])) });
    await expect(executable.run({})).rejects.toThrow(
      "feed cells: expected Float32Array of 6 for float32[2, 3], got nothing",
    );
    await expect(executable.run({ cells: new Float32Array(5) })).rejects.toThrow("got Float32Array of 5");
    await expect(executable.run({ cells: new Int32Array(6) })).rejects.toThrow("got Int32Array of 6");
    await executable.release();
  });

  test.each(all)("%s does not modify one", async (_, create) => {
    const x = input("x", [3]);
    const executable = await (await create()).compile({ y: t.relu(t.multiply(x, -1)), x });
    const feed = Float32Array.of(-1, 0, 2);
    await executable.run({ x: feed });
    await executable.release();
    expect([...feed]).toEqual([-1, 0, 2]);
  });

  test("two inputs of one name are refused", async () => {
    const program = { y: t.add(t.exp(input("x", [2])), t.sum(input("x", [3]))) };
    await expect(referenceEngine.compile(program)).rejects.toThrow(
      "compile: expected one input tensor named x, got two: float32[2] and float32[3]",
    );
  });
});

test("the native engine returns the same bytes with one thread and with two", async () => {
  const [one] = await runTwice(await nativeEngine({ threads: 1 }));
  const [two] = await runTwice(await nativeEngine({ threads: 2 }));
  expect(two).toEqual(one);
});
