/**
 * Methods that embed the cells of a tissue: those of the program, and those that a program adds.
 *
 * @module
 */

export type { Embedded, EmbeddingName } from "../methods/embedded.ts";
export type { DataDescription, InputName, InputSize, MethodInputs } from "../methods/inputs.ts";
export type {
  ClusteringChoice,
  EmbedContext,
  EmbedProgress,
  Method,
  MethodFacts,
  MethodPlan,
  MethodWords,
  Preset,
  Presets,
  Transfer,
  TransferInputs,
} from "../methods/method.ts";
export { methodOptions } from "../methods/methodOptions.ts";
export { allMethods, methodNamed, registerMethod } from "../methods/registry.ts";
