/**
 * Tensor programs: values that are described first and computed by an engine, their gradients, and the engines.
 *
 * @module
 */

export { chooseEngine, type EngineChoice, type EngineFactories, type EngineOptions } from "../engine/choose.ts";
export type { Engine, Executable, Values } from "../engine/engine.ts";
export { toOnnx } from "../engine/onnx.ts";
export { referenceEngine } from "../engine/reference.ts";
export { wasmEngine } from "../engine/web.ts";
export { gradients } from "../tensor/grad.ts";
export type { Neighbors } from "../tensor/neighborList.ts";
export * from "../tensor/ops.ts";
export { printProgram } from "../tensor/print.ts";
export type { Shape } from "../tensor/shape.ts";
export type { Operand } from "../tensor/simplify.ts";
export { constant, type DType, input, type Tensor } from "../tensor/tensor.ts";
