import { z } from "zod";
import { metaOf } from "./option.ts";

interface JsonSchema {
  readonly anyOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly items?: JsonSchema;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
}

/** What an option may be, in words: `auto or a whole number from 1 to 1000`. */
export function expectationOf(option: z.ZodType): string {
  const schema: JsonSchema = jsonOf(option);
  const pattern = schema.pattern ?? schema.items?.pattern;
  return pattern === undefined ? describe(schema) : (metaOf(option).flag ?? "text");
}

/** Range and default of an option for its line of help: `from 1 to 60; default: 6`. Empty where there is neither. */
export function boundsOf(option: z.ZodType): string {
  const range = rangeOf(jsonOf(option));
  const fallback = defaultOf(option);
  const shown = metaOf(option).otherwise ?? (fallback === undefined ? undefined : `${fallback}`);
  return [...(range === "" ? [] : [range]), ...(shown === undefined ? [] : [`default: ${shown}`])].join("; ");
}

/** Value of an option that is not given; undefined for none and for switches, which are off. */
export function defaultOf(option: z.ZodType): unknown {
  const { data } = option.safeParse(undefined);
  return data === false ? undefined : data;
}

/** How a form shows an option. */
export type Control =
  | { readonly kind: "switch" }
  /** One of some names. */
  | { readonly kind: "choice"; readonly choices: readonly string[] }
  /** Any of some names. */
  | { readonly kind: "choices"; readonly choices: readonly string[] }
  /** A file, or several; with `orText` something else may be typed instead. */
  | { readonly kind: "file"; readonly several: boolean; readonly orText: boolean }
  | { readonly kind: "text" };

/** The control of a form that gives what an option may be. */
export function controlOf(option: z.ZodType): Control {
  const { type, enum: choices, items } = jsonOf(option);
  const { file } = metaOf(option);
  if (file) return { kind: "file", several: items !== undefined, orText: file === "perhaps" };
  if (type === "boolean") return { kind: "switch" };
  if (choices) return { kind: "choice", choices: choices.map(String) };
  if (items?.enum) return { kind: "choices", choices: items.enum.map(String) };
  return { kind: "text" };
}

function jsonOf(option: z.ZodType): JsonSchema {
  const json: unknown = z.toJSONSchema(option, { io: "output", unrepresentable: "any" });
  return json as JsonSchema;
}

function describe(schema: JsonSchema): string {
  if (schema.anyOf) return schema.anyOf.map(describe).join(" or ");
  if (schema.const !== undefined) return `${schema.const}`;
  if (schema.enum) return `one of ${schema.enum.join(", ")}`;
  if (schema.items) return `a list of ${describe(schema.items).replace("one of ", "")}`;
  if (schema.type === "boolean") return "true or false";
  if (schema.format === "uri") return "an address";
  const noun = schema.type === "integer" ? "a whole number" : schema.type === "number" ? "a number" : "text";
  const range = rangeOf(schema);
  return range === "" ? noun : `${noun} ${range}`;
}

/** Choices, or the range of a number. */
function rangeOf(schema: JsonSchema): string {
  if (schema.anyOf) return schema.anyOf.map(rangeOf).find((range) => range !== "") ?? "";
  const above = schema.exclusiveMinimum !== undefined ? `above ${schema.exclusiveMinimum}` : "";
  const limit = 1e15;
  const low =
    above === "" && schema.minimum !== undefined && schema.minimum > -limit ? `from ${schema.minimum}` : above;
  const below = schema.exclusiveMaximum !== undefined ? `to below ${schema.exclusiveMaximum}` : "";
  const high = below === "" && schema.maximum !== undefined && schema.maximum < limit ? `to ${schema.maximum}` : below;
  return [low, high].filter((part) => part !== "").join(" ");
}
