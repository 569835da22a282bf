import { parse } from "yaml";
import { CellScapeError } from "../errors.ts";
import { nearestName } from "./nearest.ts";
import type { Options } from "./option.ts";
import { flagOf, nameOf } from "./parse.ts";

/**
 * Options in the text of a settings file: YAML or JSON with option names (`minCounts` or `min-counts`) as keys and the
 * options of a method under its name, or the manifest.json of a run.
 *
 * @param path for messages.
 * @param options those that the file may set.
 * @returns values by name, not checked yet; `cellscape: { epochs: 40 }` becomes `cellscape.epochs`.
 * @throws bad-file for text that is neither, and for keys that are no option, naming all of them.
 */
export function settingsOf(text: string, path: string, options: readonly Options[]): Record<string, unknown> {
  const where = `--config ${path}`;
  let content: unknown;
  try {
    content = parse(text);
  } catch (cause) {
    const got = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new CellScapeError("bad-file", `${where}: expected YAML or JSON, got ${got}`, { cause });
  }
  if (!isRecord(content)) {
    throw new CellScapeError("bad-file", `${where}: expected option names with values, got ${typeof content}`);
  }
  const { options: recorded, version } = content;
  const settings = flatOptions(isRecord(recorded) && typeof version === "string" ? recorded : content);
  const known = options.flatMap(({ table }) => Object.keys(table));
  const unknown = Object.keys(settings).filter((name) => !known.includes(name));
  if (unknown.length === 0) return settings;
  const faults = unknown.map((name) => {
    const near = nearestName(name, known);
    return `unknown option ${flagOf(name)}${near === undefined ? "" : ` (did you mean ${flagOf(near)}?)`}`;
  });
  throw new CellScapeError("bad-file", `${where}: expected options of this command, got ${faults.join(", ")}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Options as they are written, by name: `cellscape: { "mask-rate": 0.2 }` becomes `cellscape.maskRate`. */
export function flatOptions(settings: Readonly<Record<string, unknown>>, prefix = ""): Record<string, unknown> {
  const entries = Object.entries(settings).flatMap(([key, value]): [string, unknown][] => {
    const name = prefix + nameOf(key);
    if (isRecord(value)) return Object.entries(flatOptions(value, `${name}.`));
    return value === null || value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}
