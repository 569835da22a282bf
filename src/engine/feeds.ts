import { CellScapeError } from "../core/errors.ts";
import { size } from "../tensor/shape.ts";
import { type DType, type Tensor, topological } from "../tensor/tensor.ts";
import type { Values } from "./engine.ts";

/** The inputs of a program by name. @throws bad-shape when two different inputs share a name. */
export function programInputs(outputs: Readonly<Record<string, Tensor>>): Map<string, Tensor> {
  const inputs = new Map<string, Tensor>();
  for (const tensor of topological(Object.values(outputs))) {
    if (tensor.op !== "input") continue;
    const name = String(tensor.attributes.name);
    const other = inputs.get(name);
    if (other) {
      const got = `${describe(other)} and ${describe(tensor)}`;
      throw new CellScapeError("bad-shape", `compile: expected one input tensor named ${name}, got two: ${got}`);
    }
    inputs.set(name, tensor);
  }
  return inputs;
}

/** @throws bad-shape when a feed is missing, or has another type or length than its input. */
export function feedOf(feeds: Readonly<Record<string, Values>>, name: string, tensor: Tensor): Values {
  const feed = feeds[name];
  if (feed instanceof arrayOf[tensor.dtype] && feed.length === size(tensor.shape)) return feed;
  const expected = `${arrayOf[tensor.dtype].name} of ${size(tensor.shape)} for ${describe(tensor)}`;
  const got = feed === undefined ? "nothing" : `${feed.constructor.name} of ${feed.length}`;
  throw new CellScapeError("bad-shape", `feed ${name}: expected ${expected}, got ${got}`);
}

/** The array that holds values of each type. */
export const arrayOf = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const satisfies Record<
  DType,
  unknown
>;

const describe = (tensor: Tensor) => `${tensor.dtype}[${tensor.shape.join(", ")}]`;
