import { type Tensor, topological } from "./tensor.ts";

/**
 * A program as text, one line a tensor, for tests and for eyes:
 *
 *     %0 = input x : float32[2, 3]
 *     %1 = exp(%0) : float32[2, 3]
 *     y = %1
 *
 * @example
 * import { exp, input, printProgram } from "cellscape/tensor";
 * console.log(printProgram({ y: exp(input("x", [2, 3])) }));
 */
export function printProgram(outputs: Readonly<Record<string, Tensor>>): string {
  const order = topological(Object.values(outputs));
  const names = new Map(order.map((tensor, i) => [tensor, `%${i}`]));
  const nameOf = (tensor: Tensor) => names.get(tensor) ?? "?";
  const lines = order.map(
    (y) => `${nameOf(y)} = ${describe(y, y.inputs.map(nameOf))} : ${y.dtype}[${y.shape.join(", ")}]`,
  );
  return [...lines, ...Object.entries(outputs).map(([name, tensor]) => `${name} = ${nameOf(tensor)}`)].join("\n");
}

/** Values that are shown of a constant. */
const shown = 8;

function describe(y: Tensor, inputs: readonly string[]): string {
  const { name, values } = y.attributes;
  if (y.op === "input") return `input ${name}`;
  if (y.op === "constant" && Array.isArray(values)) {
    return `constant ${values.slice(0, shown).join(" ")}${values.length > shown ? " ..." : ""}`;
  }
  const settings = Object.entries(y.attributes).map(
    ([key, value]) => `${key}=${Array.isArray(value) ? `[${value.join(", ")}]` : value}`,
  );
  return `${y.op}(${[...inputs, ...settings].join(", ")})`;
}
