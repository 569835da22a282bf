import { createHash } from "node:crypto";
import { arch, endianness } from "node:os";
import { version } from "../../core/version.ts";
import { kindOf, pack } from "../../io/bytes/packed.ts";
import { type Config, flagOf } from "../../run/options/config.ts";

/** All that decides what a run keeps, one line each: a run may go on with what another kept that agrees in these. */
export type Fingerprint = Readonly<Record<string, string>>;

/** Options that decide what is written, or how fast. */
const idleOptions: ReadonlySet<string> = new Set(["report", "want", "memory", "threads"]);

/** What decides the results besides the settings. */
export interface Decisive {
  /** Which inputs were read. */
  readonly files: unknown;
  /** What is known of each sample besides. */
  readonly attributes: unknown;
  readonly engine: string;
  /** Contents of other files that the settings name, but for those that only steps made anew read. */
  readonly given: unknown;
  /** Settings that only such steps read. */
  readonly idle?: readonly string[];
}

/** The fingerprint of a run. */
export function fingerprintOf(config: Config, { files, attributes, engine, given, idle = [] }: Decisive): Fingerprint {
  const options = Object.entries(config)
    .filter(([name, value]) => value !== undefined && !idleOptions.has(name) && !idle.includes(name))
    .map(([name, value]) => [`--${flagOf(name)}`, JSON.stringify(value)]);
  return {
    "the input": keyOf(files),
    "what is known of the samples": keyOf(attributes),
    "the version of cellscape": version,
    "the computer": `Node ${process.version}, ${arch()}, ${endianness()}`,
    "the engine": engine,
    "the files beside the input": keyOf(given),
    ...Object.fromEntries(options),
  };
}

/** What differs between two fingerprints, in words. */
export function differences(before: Fingerprint, now: Fingerprint): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((name) => {
    const [was, is] = [before[name], now[name]];
    if (was === is) return [];
    if (!name.startsWith("--")) return [name];
    return [`${name} (${was ?? "not given"}, now ${is ?? "not given"})`];
  });
}

/** A fingerprint, or any value that can be packed, as one short text: every bit of its arrays of numbers counts. */
export function keyOf(value: unknown): string {
  const { tree, arrays } = pack(value);
  const hash = createHash("sha256").update(JSON.stringify(tree));
  for (const array of arrays) hash.update(`${kindOf(array)} ${array.length} `).update(array);
  return hash.digest("hex");
}
