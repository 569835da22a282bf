import { boundsOf, type Control, controlOf } from "../../src/core/options/describe.ts";
import { metaOf, type Options, type OptionTable } from "../../src/core/options/option.ts";
import { allMethods } from "../../src/methods/registry.ts";
import { optionGroups } from "../../src/session/options/run.ts";

/** A field of the form, made of an option. */
export interface Field {
  readonly name: string;
  readonly description: string;
  /** What it may be, in words. */
  readonly range: string;
  readonly control: Control;
}

export interface FieldGroup {
  readonly heading: string;
  /** The method that these options are of; undefined for those of every run. */
  readonly method: string | undefined;
  readonly fields: readonly Field[];
}

/** Engines of a page; the second needs a browser with WebGPU. */
const engines = ["wasm", "webgpu"];

/** The form of a run: every option under the heading of its owner, those of each method under its name. */
export function runFields(): FieldGroup[] {
  const ofMethods = allMethods().map(({ name, options: { table } }) => {
    const named = Object.entries(table).map(([each, schema]) => [`${name}.${each}`, schema]);
    return { ...groupOf(`Method ${name}`, Object.fromEntries(named)), method: name };
  });
  return [...fieldGroups(optionGroups()), ...ofMethods.filter(hasFields)];
}

/** Fields of some options, without those that a page decides itself. */
export function fieldGroups(options: readonly Options[]): FieldGroup[] {
  return options.map(({ heading, table }) => groupOf(heading, table)).filter(hasFields);
}

const hasFields = ({ fields }: FieldGroup) => fields.length > 0;

function groupOf(heading: string, table: OptionTable): FieldGroup {
  const shown = Object.entries(table).filter(([, schema]) => metaOf(schema).inPage ?? true);
  const fields = shown.map(([name, schema]) => ({
    name,
    description: metaOf(schema).description,
    range: boundsOf(schema),
    control: name === "engine" ? { kind: "choice" as const, choices: pageEngines() } : controlOf(schema),
  }));
  return { heading, method: undefined, fields };
}

const pageEngines = () => engines.filter((engine) => engine !== "webgpu" || "gpu" in navigator);
