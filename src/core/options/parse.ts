import { z } from "zod";
import { CellScapeError } from "../errors.ts";
import { expectationOf } from "./describe.ts";
import { nearestName } from "./nearest.ts";
import { metaOf, type OptionTable, type OptionValues } from "./option.ts";

/** Option name as it is typed on the command line: `minCounts` -> `min-counts`. */
export function flagOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Option name of what was typed on the command line or in a file: `min-counts` -> `minCounts`. */
export function nameOf(flag: string): string {
  return flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * Check options against their table: the only gate through which they enter.
 *
 * @param input values or texts by name; undefined counts as not given.
 * @param written how an option is named in messages; `--min-counts` by default.
 * @throws bad-option naming each option that is unknown or out of range, and what it may be.
 */
export function parseOptions<Table extends OptionTable>(
  table: Table,
  input: Readonly<Record<string, unknown>>,
  written?: (name: string) => string,
): OptionValues<Table> {
  const { values, faults } = checkOptions(table, input, written);
  if (values) return values;
  throw new CellScapeError("bad-option", faults.join("; "));
}

/** The same without throwing: values, or all faults in words. */
export function checkOptions<Table extends OptionTable>(
  table: Table,
  input: Readonly<Record<string, unknown>>,
  written = (name: string) => `--${flagOf(name)}`,
): { readonly values?: OptionValues<Table>; readonly faults: readonly string[] } {
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  const result = z
    .strictObject(table)
    .safeParse(Object.fromEntries(given.map(([name, value]) => [name, filled(value)])));
  // The values of a strict object are those of its table.
  if (result.success) return { values: result.data as OptionValues<Table>, faults: [] };
  const faults = result.error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") return issue.keys.map((name) => unknownOption(name, Object.keys(table)));
    const name = String(issue.path[0] ?? "");
    if (input[name] === undefined) {
      const { flag, description } = metaOf(table[name]);
      return [`${written(name)}: expected <${flag}> (${description}), got none`];
    }
    const got = Array.isArray(input[name]) ? input[name][Number(issue.path[1] ?? 0)] : input[name];
    return [`${written(name)}: expected ${expectationOf(table[name])}, got ${shown(got)}`];
  });
  return { faults: [...new Set(faults)] };
}

/** `unknown option sed; did you mean seed?` */
export function unknownOption(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  return `unknown option ${flagOf(name)}${near === undefined ? "" : `; did you mean ${flagOf(near)}?`}`;
}

function shown(value: unknown): string {
  if (value === undefined) return "none";
  return typeof value === "number" ? `${value}` : JSON.stringify(value);
}

/** Text without content is no number: it would pass as 0. */
function filled(value: unknown): unknown {
  return typeof value === "string" && value.trim() === "" ? Number.NaN : value;
}
