import protobuf from "protobufjs/minimal.js";
import { type GraphValue, type Initializer, type Node, writeModel } from "../../engine/onnxFile.ts";
import type { OnnxAttribute } from "../../tensor/op.ts";
import { mapShape } from "./network/mapShape.ts";
import { spatialShapes } from "./network/spatialEncoder.ts";
import type { TrainedModel } from "./trainedModel.ts";

/**
 * The encoder of a trained model as an ONNX file of standard operations, for any number of cells and neighbours.
 *
 * Inputs: `input` [cells, d], already multiplied with the model's scale; `neighbors` [cells, places] each cell itself and
 * its neighbours, padded with any cell; `bias` [cells, places] 0 at a neighbour and -1e9 at padding; in the full variant
 * `maps` [cells, channels, side, side]. Outputs: `spatial`, `intrinsic` (full variant) and `fused`.
 */
export function encoderOnnx(model: TrainedModel): Uint8Array {
  const { settings, inputs: d, geneMap, running } = model;
  const graph = createGraph(model);
  let x = "input";
  const shapes = spatialShapes(settings, d);
  shapes.forEach((shape, i) => {
    const y = attention(graph, x, { name: `spatial.${i}`, ...shape });
    x = i === shapes.length - 1 ? y : graph.node("Elu", [y]);
  });
  const spatial = graph.node("Identity", [x], {}, "spatial");
  const inputs: GraphValue[] = [
    { name: "input", shape: ["cells", d], dtype: "float32" },
    { name: "neighbors", shape: ["cells", "places"], dtype: "int64" },
    { name: "bias", shape: ["cells", "places"], dtype: "float32" },
  ];
  const results: GraphValue[] = [{ name: spatial, shape: ["cells", settings.spatialSize], dtype: "float32" }];
  let both = spatial;
  if (geneMap && running) {
    const { channels, side } = mapShape(geneMap.side);
    inputs.push({ name: "maps", shape: ["cells", channels, side, side], dtype: "float32" });
    const intrinsic = convolutions(graph, { channels: settings.channels, running });
    results.push({ name: intrinsic, shape: ["cells", settings.intrinsicSize], dtype: "float32" });
    both = graph.node("Concat", [spatial, intrinsic], { axis: 1 });
  }
  graph.node("MatMul", [both, graph.weight("fusion.weight")], {}, "fused");
  results.push({ name: "fused", shape: ["cells", settings.jointSize], dtype: "float32" });
  const { nodes, initializers } = graph;
  return writeModel(protobuf.Writer.create(), { inputs, results, nodes, initializers });
}

interface Graph {
  readonly nodes: Node[];
  readonly initializers: Initializer[];
  /** Add an operation. @returns the name of its result. */
  node(
    type: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, OnnxAttribute>>,
    output?: string,
  ): string;
  /** A parameter of the model. */
  weight(name: string): string;
  integers(...values: number[]): string;
  numbers(values: ArrayLike<number>): string;
}

function createGraph({ parameters }: TrainedModel): Graph {
  const nodes: Node[] = [];
  const initializers: Initializer[] = [];
  const initialize = (initializer: Initializer): string => {
    if (!initializers.some(({ name }) => name === initializer.name)) initializers.push(initializer);
    return initializer.name;
  };
  return {
    nodes,
    initializers,
    node(type, inputs, attributes = {}, output = `v${nodes.length}`) {
      nodes.push({ domain: "", type, inputs, attributes, output });
      return output;
    },
    weight(wanted) {
      const found = parameters.find(({ name }) => name === wanted);
      if (!found) throw new Error(`internal: no parameter named ${wanted}`);
      return initialize({ name: wanted, values: Array.from(found.values), shape: found.shape, type: "float32" });
    },
    integers: (...values) =>
      initialize({ name: `integers ${values.join(" ")}`, values, shape: [values.length], type: "int64" }),
    numbers: (values) =>
      initialize({
        name: `numbers ${initializers.length}`,
        values: Array.from(values),
        shape: [values.length],
        type: "float32",
      }),
  };
}

/** A graph attention layer, see `attentionLayer`: softmax over the places of LeakyReLU(source . h_j + target . h_i). */
function attention(
  graph: Graph,
  x: string,
  { name, heads, width, join }: { name: string; heads: number; width: number; join: "concat" | "mean" },
): string {
  const { node, weight, integers } = graph;
  const h = node("Reshape", [node("MatMul", [x, weight(`${name}.weight`)]), integers(-1, heads, width)]);
  const along = (role: string) =>
    node("ReduceSum", [node("Mul", [h, weight(`${name}.${role}`)]), integers(2)], { keepdims: 0 });
  const near = node("Gather", [along("source"), "neighbors"], { axis: 0 });
  const own = node("Unsqueeze", [along("target"), integers(1)]);
  const logits = node("LeakyRelu", [node("Add", [near, own])], { alpha: { float: 0.2 } });
  const allowed = node("Add", [logits, node("Unsqueeze", ["bias", integers(2)])]);
  const alpha = node("Unsqueeze", [node("Softmax", [allowed], { axis: 1 }), integers(3)]);
  const messages = node("Gather", [h, "neighbors"], { axis: 0 });
  const mixed = node("ReduceSum", [node("Mul", [alpha, messages]), integers(1)], { keepdims: 0 });
  const joined =
    join === "concat"
      ? node("Reshape", [mixed, integers(-1, heads * width)])
      : node("ReduceMean", [mixed, integers(1)], { keepdims: 0 });
  return node("Add", [joined, weight(`${name}.bias`)]);
}

/** The intrinsic branch in evaluation mode, see `evaluateIntrinsic`. */
function convolutions(
  graph: Graph,
  { channels, running }: { readonly channels: readonly number[]; readonly running: Float32Array },
): string {
  const { node, weight, numbers } = graph;
  let x = "maps";
  let start = 0;
  channels.forEach((count, i) => {
    const convolved = node("Conv", [x, weight(`map.${i}.weight`)], { kernel_shape: [3, 3], pads: [1, 1, 1, 1] });
    const mean = numbers(running.subarray(start, start + count));
    const variance = numbers(running.subarray(start + count, start + 2 * count));
    start += 2 * count;
    const factors = [weight(`map.${i}.scale`), weight(`map.${i}.offset`), mean, variance];
    x = node("Relu", [node("BatchNormalization", [convolved, ...factors], { epsilon: { float: 1e-5 } })]);
  });
  const dense = node("MatMul", [node("Flatten", [x], { axis: 1 }), weight("map.dense.weight")]);
  return node("Add", [dense, weight("map.dense.bias")], {}, "intrinsic");
}
