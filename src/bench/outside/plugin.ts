import { CellScapeError } from "../../core/errors.ts";
import { parseYaml } from "../plan/parseYaml.ts";
import { type PluginFile, pluginSchema } from "../plan/schema.ts";

/** A program of someone else that finds domains or an embedding. */
export interface Plugin extends Omit<PluginFile, "command"> {
  /** Program and arguments, with places for what a run puts in. */
  readonly command: readonly string[];
  /** False where nothing of its command depends on the seed. */
  readonly seeded: boolean;
}

/** What a run puts into the command. */
export interface PluginPlaces {
  /** The .h5ad without labels. */
  readonly input: string;
  /** Folder of the run, which the command starts in and writes to. */
  readonly out: string;
  readonly domains: number;
  readonly seed: number | undefined;
  /** Folder of the file that describes the plug-in. */
  readonly here: string;
}

const places: readonly string[] = ["input", "out", "domains", "seed", "here"];

/**
 * A plug-in from its file.
 *
 * @throws bad-file naming what is wrong with it.
 */
export function parsePlugin(text: string, path: string): Plugin {
  const file = parseYaml(pluginSchema, text, path);
  const command = typeof file.command === "string" ? wordsOf(file.command, path) : file.command;
  const used = command.flatMap((word) => Array.from(word.matchAll(/\{(\w+)\}/g), ([, place]) => place));
  const settings = Object.keys(file.settings ?? {});
  const strange = used.find((place) => !places.includes(place) && !settings.includes(place));
  if (strange !== undefined) {
    const known = [...places, ...settings].map((place) => `{${place}}`).join(", ");
    throw new CellScapeError("bad-file", `${path}: command: expected places of ${known}, got {${strange}}`);
  }
  const unplaced = settings.find((setting) => places.includes(setting) || !used.includes(setting));
  if (unplaced !== undefined) {
    const wanted = `a name of its own, and its place {${unplaced}} in the command`;
    throw new CellScapeError("bad-file", `${path}: settings: expected ${wanted}, got ${unplaced}`);
  }
  if (file.kind === "labels" && file.clusterer !== undefined) {
    throw new CellScapeError(
      "bad-file",
      `${path}: clusterer: expected none for labels, got ${JSON.stringify(file.clusterer)}`,
    );
  }
  return { ...file, command, seeded: file.seedFlag !== undefined || used.includes("seed") };
}

/**
 * The plug-in with other values of its settings.
 *
 * @throws bad-option naming one that it does not have.
 */
export function withSettings(plugin: Plugin, given: NonNullable<PluginFile["settings"]>): Plugin {
  const { name, settings = {} } = plugin;
  const strange = Object.keys(given).find((setting) => !Object.hasOwn(settings, setting));
  if (strange !== undefined) {
    const known = Object.keys(settings).join(", ") || "none";
    throw new CellScapeError("bad-option", `bench: ${name}: expected settings of its file (${known}), got ${strange}`);
  }
  return { ...plugin, settings: { ...settings, ...given } };
}

/** The command of one run. */
export function commandOf({ command, seedFlag, settings = {} }: Plugin, put: PluginPlaces): string[] {
  const own = Object.entries(settings).map(([setting, value]) => [setting, `${value}`]);
  const texts: Readonly<Record<string, string>> = {
    ...Object.fromEntries(own),
    ...{ ...put, domains: `${put.domains}`, seed: `${put.seed ?? 0}` },
  };
  const words = command.map((word) => word.replaceAll(/\{(\w+)\}/g, (whole, place: string) => texts[place] ?? whole));
  return seedFlag === undefined ? words : [...words, seedFlag, texts.seed];
}

/** Words of a command line, those in quotes whole. No shell reads it: no variables, pipes or wildcards. */
function wordsOf(line: string, path: string): string[] {
  const words = Array.from(line.matchAll(/"([^"]*)"|'([^']*)'|([^\s"']+)/g), ([, a, b, c]) => a ?? b ?? c);
  if (/["']/.test(words.join("").concat(line.replaceAll(/"[^"]*"|'[^']*'/g, "")))) {
    throw new CellScapeError("bad-file", `${path}: command: expected closed quotes, got ${line}; give a list of words`);
  }
  return words;
}
