import { CellScapeError } from "../core/errors.ts";
import type { Method } from "./method.ts";
import { methodNamed } from "./registry.ts";
import type { RunDefaults } from "./runDefaults.ts";

/** A method with every option decided. */
export interface ChosenMethod {
  readonly method: Method;
  readonly preset: string;
  /** Values of all of the method's options. */
  readonly options: object;
  /** Defaults that the preset sets for the run. */
  readonly run: RunDefaults;
}

/**
 * A method by name, its preset's options and, in their place, those that the user gave.
 *
 * @param given values that passed the method's own records.
 * @throws bad-option for an unknown method or preset, and for options that do not fit together.
 */
export function chooseMethod({
  method: name,
  preset = "default",
  given = {},
}: {
  readonly method: string;
  readonly preset?: string;
  readonly given?: Readonly<Record<string, unknown>>;
}): ChosenMethod {
  const method = methodNamed(name);
  const known = method.presets[preset];
  if (!known) {
    const names = Object.keys(method.presets).join(", ");
    throw new CellScapeError("bad-option", `--preset: expected one of ${names} for --method ${name}, got ${preset}`);
  }
  const chosen = Object.entries(given).filter(([, value]) => value !== undefined);
  const unknown = chosen.find(([option]) => !(option in method.options.table));
  if (unknown) {
    const has = Object.keys(method.options.table).join(", ") || "none";
    throw new CellScapeError("bad-option", `--${name}: expected one of its options (${has}), got ${unknown[0]}`);
  }
  const options: object = { ...known.options, ...Object.fromEntries(chosen) };
  method.check?.(options);
  const clustering = known.run?.clustering ?? method.clustering?.(options);
  return { method, preset, options, run: { ...known.run, ...(clustering ? { clustering } : {}) } };
}
