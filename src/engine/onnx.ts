import protobuf from "protobufjs/minimal.js";
import type { Emitter, OnnxAttribute } from "../tensor/op.ts";
import { opOf } from "../tensor/opTable.ts";
import type { Shape } from "../tensor/shape.ts";
import { type DType, type Tensor, topological } from "../tensor/tensor.ts";
import { type GraphValue, type Initializer, type Node, writeModel } from "./onnxFile.ts";

/** Names of a program's input and output in its ONNX form: one may have the name of the other. */
export const inputName = (name: string) => `in/${name}`;
export const outputName = (name: string) => `out/${name}`;

/**
 * A program as an ONNX model. What the program computes twice is computed once, and what no output needs is left out.
 * The bytes depend on the program only.
 *
 * @example
 * import { exp, input, toOnnx } from "cellscape/tensor";
 * const bytes = toOnnx({ y: exp(input("x", [2, 3])) });
 */
export function toOnnx(outputs: Readonly<Record<string, Tensor>>): Uint8Array {
  const graph = new GraphEmitter();
  const names = new Map<Tensor, string>();
  const inputs: GraphValue[] = [];
  for (const y of topological(Object.values(outputs))) {
    if (y.op === "input") {
      const name = inputName(String(y.attributes.name));
      inputs.push({ name, shape: y.shape, dtype: y.dtype });
      names.set(y, name);
    } else if (y.op === "constant") {
      // A constant's only attribute is its values; input and constant are the leaves that `tensor.ts` makes.
      names.set(y, graph.constant(y.attributes.values as readonly number[], y.shape, y.dtype));
    } else {
      const operands = y.inputs.map((x) => names.get(x) ?? "");
      names.set(y, opOf(y).onnx(y, operands, graph));
    }
  }
  const results = Object.entries(outputs).map(([name, y]): GraphValue => {
    graph.result(names.get(y) ?? "", outputName(name));
    return { name: outputName(name), shape: y.shape, dtype: y.dtype };
  });
  return writeModel(protobuf.Writer.create(), { inputs, results, ...graph.reached() });
}

/** Collects nodes; equal nodes become one. */
class GraphEmitter implements Emitter {
  private readonly nodes: Node[] = [];
  private readonly initializers: Initializer[] = [];
  /** Names of the outputs, by the value that they show. */
  private readonly results = new Map<string, string>();
  /** What has been written already, by its content. */
  private readonly known = new Map<string, string>();

  node(type: string, inputs: readonly string[], attributes: Readonly<Record<string, OnnxAttribute>> = {}): string {
    return this.add({ domain: "", type, inputs, attributes });
  }

  contribNode(
    type: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
  ): string {
    return this.add({ domain: "com.microsoft", type, inputs, attributes });
  }

  slice(value: string, shape: Shape, start: readonly number[], end: readonly number[]): string {
    const axes = shape.flatMap((length, axis) => (start[axis] > 0 || end[axis] < length ? [axis] : []));
    if (axes.length === 0) return value;
    const ranges = [start, end].map((places) => this.integers(axes.map((axis) => places[axis])));
    return this.node("Slice", [value, ...ranges, this.integers(axes)]);
  }

  integers(values: readonly number[]): string {
    return this.initialize({ values, shape: [values.length], type: "int64" });
  }

  constant(values: readonly number[], shape: Shape, dtype: DType): string {
    return this.initialize({ values, shape, type: dtype });
  }

  /** Make `value` an output of the model: rename it if a node makes it and no other output has, else copy it. */
  result(value: string, name: string): void {
    if (this.results.has(value) || !this.nodes.some(({ output }) => output === value)) {
      const copy = `copy/${name}`;
      this.nodes.push({ domain: "", type: "Identity", inputs: [value], attributes: {}, output: copy });
      this.results.set(copy, name);
    } else {
      this.results.set(value, name);
    }
  }

  /** The nodes and initializers that the results need. */
  reached(): { nodes: Node[]; initializers: Initializer[] } {
    const needed = new Set(this.results.keys());
    const nodes = this.nodes.toReversed().filter(({ inputs, output }) => {
      if (!needed.has(output)) return false;
      for (const name of inputs) needed.add(name);
      return true;
    });
    const rename = (name: string) => this.results.get(name) ?? name;
    return {
      nodes: nodes.reverse().map((node) => ({ ...node, inputs: node.inputs.map(rename), output: rename(node.output) })),
      initializers: this.initializers.filter(({ name }) => needed.has(name)),
    };
  }

  private add(node: Omit<Node, "output">): string {
    const key = JSON.stringify(node);
    return this.remember(key, (output) => this.nodes.push({ ...node, output }));
  }

  private initialize(initializer: Omit<Initializer, "name">): string {
    const key = JSON.stringify(initializer);
    return this.remember(key, (name) => this.initializers.push({ ...initializer, name }));
  }

  private remember(key: string, write: (name: string) => void): string {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const name = `v${this.known.size}`;
    this.known.set(key, name);
    write(name);
    return name;
  }
}
