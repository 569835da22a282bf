import { type Plugin, parsePlugin } from "../../bench/outside/plugin.ts";
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

/** A plug-in from its file. @throws bad-file */
export async function pluginRow(host: Host, path: string): Promise<PluginRow> {
  const plugin = parsePlugin(await readText(host, path, "--plugin"), path);
  const { name, cites, ...settings } = plugin;
  return { name, plugin, cites, settings, here: host.paths.dirname(host.paths.resolve(path)) };
}
