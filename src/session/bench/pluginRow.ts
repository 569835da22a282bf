import { type Plugin, parsePlugin, withSettings } from "../../bench/outside/plugin.ts";
import type { Host } from "../../host/host.ts";
import { readText } from "../read/readText.ts";

/** A row that a program of someone else computes. */
export interface PluginRow {
  readonly name: string;
  readonly plugin: Plugin;
  /** Absolute folder of the file that describes it. */
  readonly here: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly cites?: string | undefined;
}

/**
 * A plug-in from its file, with values of a plan for some of its settings, which its name then lists.
 *
 * @throws bad-file; bad-option for settings that it does not have.
 */
export async function pluginRow(host: Host, path: string, given: Plugin["settings"] = {}): Promise<PluginRow> {
  const plugin = withSettings(parsePlugin(await readText(host, path, "--plugin"), path), given);
  const { name, cites, ...settings } = plugin;
  const suffix = Object.entries(given).map(([setting, value]) => `${setting}=${value}`);
  const here = host.paths.dirname(host.paths.resolve(path));
  return { name: [name, ...suffix].join(" "), plugin, cites, settings, here };
}
