import { opOf } from "../tensor/opTable.ts";
import { type Tensor, topological } from "../tensor/tensor.ts";
import type { Engine, Values } from "./engine.ts";
import { arrayOf, feedOf, programInputs } from "./feeds.ts";

/** The oracle: evaluates each op slowly and obviously, in float64. Every other engine must agree with it. */
export const referenceEngine: Engine = {
  name: "reference",
  async compile(outputs) {
    const inputs = programInputs(outputs);
    return {
      async run(feeds) {
        const values = evaluate(Object.values(outputs), (name) => {
          const tensor = inputs.get(name);
          if (!tensor) throw new Error(`internal: no input named ${name}`);
          return Float64Array.from(feedOf(feeds, name, tensor));
        });
        return Object.fromEntries(
          Object.entries(outputs).map(([name, tensor], i): [string, Values] => [
            name,
            arrayOf[tensor.dtype].from(values[i]),
          ]),
        );
      },
      async release() {},
    };
  },
};

/** The values of `outputs` in float64, given those of each input. Values are dropped after their last use. */
export function evaluate(outputs: readonly Tensor[], feed: (name: string) => Float64Array): Float64Array[] {
  const order = topological(outputs);
  const uses = new Map<Tensor, number>();
  for (const tensor of [...outputs, ...order.flatMap((y) => y.inputs)]) uses.set(tensor, (uses.get(tensor) ?? 0) + 1);

  const values = new Map<Tensor, Float64Array>();
  const known = (tensor: Tensor) => {
    const value = values.get(tensor);
    if (!value) throw new Error(`internal: ${tensor.op} used before it was made`);
    return value;
  };
  for (const y of order) {
    values.set(y, y.inputs.length === 0 ? leaf(y, feed) : opOf(y).evaluate(y, y.inputs.map(known)));
    for (const x of y.inputs) {
      const left = (uses.get(x) ?? 0) - 1;
      uses.set(x, left);
      if (left === 0) values.delete(x);
    }
  }
  return outputs.map(known);
}

function leaf(tensor: Tensor, feed: (name: string) => Float64Array): Float64Array {
  const { name, values } = tensor.attributes;
  if (tensor.op === "input") return feed(String(name));
  if (Array.isArray(values)) return Float64Array.from(values);
  throw new Error(`internal: ${tensor.op} has no inputs`);
}
