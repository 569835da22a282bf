import { parse } from "yaml";
import { CellScapeError } from "../errors.ts";
import { nearestName } from "./nearest.ts";
import type { Options } from "./option.ts";
import { flagOf, nameOf } from "./parse.ts";

/** Which settings a file may hold. */
export interface SettingsTarget {
  /** Of the file, for messages. */
  readonly path: string;
  readonly command: string;
  /** Those that the file may set. */
  readonly options: readonly Options[];
  /** Further names in a manifest of the command, whose values follow from its other inputs. */
  readonly derived?: readonly string[] | undefined;
}

/**
 * Options in the text of a settings file: YAML or JSON with option names (`minCounts` or `min-counts`) as keys and the
 * options of a method under its name, or the manifest.json of a run.
 *
 * @returns values by name, not checked yet; `cellscape: { epochs: 40 }` becomes `cellscape.epochs`.
 * @throws bad-file for text that is neither, for the manifest of another command, and for keys that are no option, naming
 * all of them.
 */
export function settingsOf(
  text: string,
  { path, command, options, derived = [] }: SettingsTarget,
): Record<string, unknown> {
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
  const { options: recorded, version, job } = content;
  const isManifest = isRecord(recorded) && typeof version === "string";
  if (isManifest && job !== undefined && job !== command) {
    throw new CellScapeError("bad-file", `${where}: expected options of ${command}, got the manifest of ${job}`);
  }
  const all = Object.entries(flatOptions(isManifest ? recorded : content));
  const settings = Object.fromEntries(all.filter(([name]) => !isManifest || !derived.includes(name)));
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
