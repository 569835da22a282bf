import { nameOf } from "../../core/options/parse.ts";
import { version } from "../../core/version.ts";
import type { Host } from "../../host/host.ts";
import { kindOf, pack } from "../../io/bytes/packed.ts";
import { type Config, recordedFlags } from "../../run/options/config.ts";

/** All that decides what a run keeps, one line each: a run may go on with what another kept that agrees in these. */
export type Fingerprint = Readonly<Record<string, string>>;

/** Options that decide what is written, or how fast. */
const idleOptions: ReadonlySet<string> = new Set(["report", "want", "memory", "threads", "replace", "noFigures"]);

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
export function fingerprintOf(
  host: Host,
  config: Config,
  { files, attributes, engine, given, idle = [] }: Decisive,
): Fingerprint {
  const options = recordedFlags(config)
    .map(([flag, value]) => ({ name: nameOf(flag.slice(2)), flag, value }))
    .filter(({ name }) => !idleOptions.has(name) && !idle.includes(name))
    .map(({ flag, value }) => [flag, JSON.stringify(value)]);
  return {
    "the input": keyOf(files, host),
    "the attributes of the samples": keyOf(attributes, host),
    "the version of cellscape": version,
    "the computer": host.platform,
    "the engine": engine,
    "the files beside the input": keyOf(given, host),
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
export function keyOf(value: unknown, { sha256 }: Pick<Host, "sha256">): string {
  const { tree, arrays } = pack(value);
  const hash = sha256();
  const text = new TextEncoder();
  hash.update(text.encode(JSON.stringify(tree)));
  for (const array of arrays) {
    hash.update(text.encode(`${kindOf(array)} ${array.length} `));
    hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  }
  return hash.hex();
}
