import { describe, expect, test } from "vitest";
import { CellScapeError } from "../../src/core/errors.ts";
import type { Engine, Values } from "../../src/engine/engine.ts";
import { arrayOf } from "../../src/engine/feeds.ts";
import { evaluate } from "../../src/engine/reference.ts";
import { nodeEngines } from "../../src/host/node/nodeEngines.ts";
import { gradients } from "../../src/tensor/grad.ts";
import { type OpName, opTable } from "../../src/tensor/opTable.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { examplesOf, flat, weighted } from "../tensor/examples.ts";

/** Graphics cards are left out where there is none, and the reason is in the suite's name. */
const engines = await Promise.all(
  Object.entries(nodeEngines).map(async ([name, create]): Promise<{ title: string; engine?: Engine }> => {
    try {
      return { title: name, engine: await create() };
    } catch (reason) {
      const absent = reason instanceof CellScapeError && reason.code === "unsupported";
      if (!absent || !["webgpu", "cuda"].includes(name)) throw reason;
      return { title: `${name} (left out: ${reason.message})` };
    }
  }),
);

// float32 carries 6e-8; sums of up to some hundred terms and the runtimes' own exp and log lose one to two digits.
const tolerance = 5e-6;

/** Every example of an op and its gradients as one program, so that each engine compiles once per op. */
function programOf(op: OpName) {
  const outputs: Record<string, Tensor> = {};
  const feeds: Record<string, Values> = {};
  for (const { title, output, inputs, feeds: numbers } of examplesOf(op)) {
    outputs[title] = output;
    for (const x of inputs)
      feeds[String(x.attributes.name)] = arrayOf[x.dtype].from(numbers[String(x.attributes.name)]);
    if (flat.has(op) || output.dtype !== "float32") continue;
    const floats = inputs.filter(({ dtype }) => dtype === "float32");
    gradients(weighted(output), floats).forEach((slope, i) => {
      outputs[`${title}, gradient ${i}`] = slope;
    });
  }
  return { outputs, feeds };
}

describe.each(engines.map(({ title, engine }) => [title, engine] as const))("the engine %s", (_, engine) => {
  test.skipIf(!engine).each(Object.keys(opTable) as OpName[])(
    "computes %s and its gradient as the interpreter does",
    async (op) => {
      const { outputs, feeds } = programOf(op);
      const expected = evaluate(Object.values(outputs), (input) => Float64Array.from(feeds[input]));
      if (!engine) return;
      const executable = await engine.compile(outputs);
      const results = await executable.run(feeds);
      await executable.release();
      Object.entries(outputs).forEach(([title, tensor], i) => {
        const result = results[title];
        expect(result, title).toBeInstanceOf(arrayOf[tensor.dtype]);
        expect(result.length, title).toBe(expected[i].length);
        const errors = [...result].map((value, e) => Math.abs(value - expected[i][e]) / (1 + Math.abs(expected[i][e])));
        expect(Math.max(...errors), title).toBeLessThan(tolerance);
      });
    },
  );
});
