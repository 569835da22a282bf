import type { Writer } from "protobufjs/minimal.js";
import type { OnnxAttribute } from "../tensor/op.ts";
import type { Shape } from "../tensor/shape.ts";
import type { DType } from "../tensor/tensor.ts";

/** A value that enters or leaves a model. */
export interface GraphValue {
  readonly name: string;
  /** Lengths; a name stands for any length, the same wherever it occurs. */
  readonly shape: readonly (number | string)[];
  readonly dtype: DType | "int64";
}

/** Numbers that are stored in a model. */
export interface Initializer {
  readonly name: string;
  readonly values: readonly number[];
  readonly shape: Shape;
  readonly type: DType | "int64";
}

/** One operation of a model, with one result. */
export interface Node {
  /** "" is ONNX itself. */
  readonly domain: string;
  readonly type: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

export interface Model {
  readonly inputs: readonly GraphValue[];
  readonly results: readonly GraphValue[];
  readonly nodes: readonly Node[];
  readonly initializers: readonly Initializer[];
}

/** The newest version of each op set that both this file's ops and ONNX Runtime 1.30 know without a warning. */
const opset = 20;
const contribOpset = 1;
/** The file version that goes with op set 20. */
const irVersion = 9;

const typeCode = { float32: 1, int32: 6, int64: 7, bool: 9 } as const;

// Field numbers below are those of onnx.proto; a comment names each message.
const text = (field: number) => (field << 3) | 2;
const whole = (field: number) => (field << 3) | 0;
const float = (field: number) => (field << 3) | 5;

/** ModelProto: a model as the bytes of an ONNX file. */
export function writeModel(writer: Writer, model: Model): Uint8Array {
  writer.uint32(whole(1)).int64(irVersion).uint32(text(2)).string("cellscape");
  nested(writer, 7, () => writeGraph(writer, model));
  for (const [domain, version] of [
    ["", opset],
    ["com.microsoft", contribOpset],
  ] as const) {
    nested(writer, 8, () => writer.uint32(text(1)).string(domain).uint32(whole(2)).int64(version));
  }
  return new Uint8Array(writer.finish());
}

/** GraphProto. */
function writeGraph(writer: Writer, { inputs, results, nodes, initializers }: Model): void {
  for (const node of nodes) nested(writer, 1, () => writeNode(writer, node));
  writer.uint32(text(2)).string("program");
  for (const initializer of initializers) nested(writer, 5, () => writeInitializer(writer, initializer));
  for (const value of inputs) nested(writer, 11, () => writeValue(writer, value));
  for (const value of results) nested(writer, 12, () => writeValue(writer, value));
}

/** NodeProto. */
function writeNode(writer: Writer, { domain, type, inputs, output, attributes }: Node): void {
  for (const name of inputs) writer.uint32(text(1)).string(name);
  writer.uint32(text(2)).string(output).uint32(text(3)).string(output).uint32(text(4)).string(type);
  for (const [name, value] of Object.entries(attributes)) nested(writer, 5, () => writeAttribute(writer, name, value));
  if (domain !== "") writer.uint32(text(7)).string(domain);
}

/** AttributeProto: its `type` field selects the value field. */
function writeAttribute(writer: Writer, name: string, value: OnnxAttribute): void {
  writer.uint32(text(1)).string(name);
  if (typeof value === "number") {
    writer.uint32(whole(3)).int64(value).uint32(whole(20)).int32(2);
  } else if (typeof value === "string") {
    writer.uint32(text(4)).string(value).uint32(whole(20)).int32(3);
  } else if ("float" in value) {
    writer.uint32(float(2)).float(value.float).uint32(whole(20)).int32(1);
  } else {
    for (const element of value) writer.uint32(whole(8)).int64(element);
    writer.uint32(whole(20)).int32(7);
  }
}

/** TensorProto. */
function writeInitializer(writer: Writer, { name, values, shape, type }: Initializer): void {
  for (const length of shape) writer.uint32(whole(1)).int64(length);
  writer.uint32(whole(2)).int32(typeCode[type]).uint32(text(8)).string(name);
  writer.uint32(text(9)).bytes(littleEndian(values, type));
}

function littleEndian(values: readonly number[], type: DType | "int64"): Uint8Array {
  const bytes = { float32: 4, int32: 4, int64: 8, bool: 1 }[type];
  const view = new DataView(new ArrayBuffer(values.length * bytes));
  values.forEach((value, i) => {
    if (type === "float32") view.setFloat32(4 * i, value, true);
    else if (type === "int32") view.setInt32(4 * i, value, true);
    else if (type === "int64") view.setBigInt64(8 * i, BigInt(value), true);
    else view.setUint8(i, value);
  });
  return new Uint8Array(view.buffer);
}

/** ValueInfoProto, holding a TypeProto with its Tensor and TensorShapeProto. */
function writeValue(writer: Writer, { name, shape, dtype }: GraphValue): void {
  writer.uint32(text(1)).string(name);
  nested(writer, 2, () =>
    nested(writer, 1, () => {
      writer.uint32(whole(1)).int32(typeCode[dtype]);
      nested(writer, 2, () => {
        for (const length of shape) {
          nested(writer, 1, () => {
            if (typeof length === "number") writer.uint32(whole(1)).int64(length);
            else writer.uint32(text(2)).string(length);
          });
        }
      });
    }),
  );
}

/** A message inside a message, with its length in front. */
function nested(writer: Writer, field: number, write: () => void): void {
  writer.uint32(text(field)).fork();
  write();
  writer.ldelim();
}
