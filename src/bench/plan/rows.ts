import { CellScapeError } from "../../core/errors.ts";
import { nearestName } from "../../core/options/nearest.ts";
import { allMethods } from "../../methods/registry.ts";
import type { MethodRecord } from "../record.ts";

/** A row of the benchmark that the program itself computes. */
export type MethodRow = Pick<MethodRecord, "name" | "settings" | "cites" | "varied">;

/** Every row of the methods of the program: each with its defaults, then with settings that are worth a row of their own. */
export function knownRows(): MethodRow[] {
  return allMethods().flatMap(({ name, reference: cites, comparisons = [] }) => [
    { name, settings: { method: name }, cites },
    ...comparisons.map(({ name: suffix, settings }) => ({
      ...{ name: `${name} ${suffix}`, cites },
      settings: { method: name, ...settings },
    })),
  ]);
}

/**
 * The rows of names; `all` stands for every one.
 *
 * @throws bad-option for a name that none has.
 */
export function rowsNamed(names: readonly string[]): MethodRow[] {
  const known = knownRows();
  return names.flatMap((name) => {
    if (name === "all") return known;
    const row = known.find((each) => each.name === name);
    if (row) return [row];
    const all = known.map((each) => each.name);
    const near = nearestName(name, all);
    const way = near === undefined ? `one of ${all.join(", ")}` : near;
    throw new CellScapeError("bad-option", `--methods: expected ${way}, got ${JSON.stringify(name)}`);
  });
}

/** Options that are varied, one at a time, and their values. */
export type Varied = readonly (readonly [option: string, values: readonly string[]])[];

/**
 * Rows with a row for each value of each varied option behind those that have the option; the row itself stays, with its own value.
 *
 * @param has whether a method has an option.
 * @throws bad-option for an option that no row has.
 */
export function variedRows(
  rows: readonly MethodRow[],
  varied: Varied,
  has: (method: string, option: string) => boolean,
): MethodRow[] {
  for (const [option] of varied) {
    if (rows.some(({ settings }) => has(String(settings.method), option))) continue;
    const names = rows.map(({ name }) => name).join(", ");
    const way = "cellscape run --help all lists options";
    throw new CellScapeError("bad-option", `--vary: expected an option of ${names}, got ${option}; ${way}`);
  }
  return rows.flatMap((row) => [
    row,
    ...varied.flatMap(([option, values]) =>
      has(String(row.settings.method), option)
        ? values.map((value) => ({
            ...row,
            name: `${row.name} ${option}=${value}`,
            settings: { ...row.settings, [option]: value },
            varied: { base: row.name, option, value },
          }))
        : [],
    ),
  ]);
}

/** `dims=8,16,32` of `--vary`. @throws bad-option */
export function parseVaried(text: string): readonly [option: string, values: readonly string[]] {
  const [, option, list] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  const values = (list ?? "").split(",").map((value) => value.trim());
  if (option !== undefined && values.every((value) => value !== "")) return [option.trim(), values];
  throw new CellScapeError("bad-option", `--vary: expected option=value,value such as dims=8,16,32, got ${text}`);
}
