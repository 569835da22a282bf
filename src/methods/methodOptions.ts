import type { z } from "zod";
import { defineOptions, metaOf, type Options, type OptionTable, option } from "../core/options/option.ts";
import type { Presets } from "./method.ts";

type Optional<Table extends OptionTable> = { readonly [Name in keyof Table]: z.ZodOptional<Table[Name]> };

/**
 * The options of a method for flags and help: none is required, and what applies where one is not given is read from the
 * presets.
 *
 * @param records one schema per option, made with `option`, without a default.
 */
export function methodOptions<Table extends OptionTable, Values extends object>(
  method: string,
  records: Table,
  presets: Presets<Values>,
): Options<Optional<Table>> {
  const table = Object.entries(records).map(([name, schema]) => {
    const usual = presetValue(presets.default.options, name);
    const others = Object.entries(presets)
      .map(([preset, { options }]) => [preset, presetValue(options, name)])
      .filter(([, value]) => value !== usual)
      .map(([preset, value]) => `; ${preset}: ${value}`);
    return [name, option(schema.optional(), { ...metaOf(schema), otherwise: `${usual}${others.join("")}` })];
  });
  // The loop over names loses each one's type.
  return defineOptions(`Method ${method}`, Object.fromEntries(table) as Optional<Table>);
}

function presetValue(options: object, name: string): string {
  return String(Object.entries(options).find(([each]) => each === name)?.[1]);
}
