/**
 * Methods that embed the cells of a tissue: those of the program, and those that a program adds.
 *
 * @module
 */

export { type ChosenMethod, chooseMethod } from "../methods/chosenMethod.ts";
export { defineMethod, type SimpleMethod } from "../methods/defineMethod.ts";
export type { Embedded, EmbeddingName } from "../methods/embedded.ts";
export type { DataDescription, InputName, InputSize, MethodInputs } from "../methods/inputs.ts";
export type {
  EmbedContext,
  Method,
  MethodFacts,
  MethodPlan,
  MethodWords,
  OptionChange,
  Preset,
  Presets,
  Transfer,
  TransferInputs,
} from "../methods/method.ts";
export { methodOptions } from "../methods/methodOptions.ts";
export type { OwnInputs, RankedBy } from "../methods/ownInputs.ts";
export { allMethods, methodNamed, registerMethod } from "../methods/registry.ts";
export type { ClusteringChoice, RefinementChoice, RunDefaults } from "../methods/runDefaults.ts";
