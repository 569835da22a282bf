import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { nodeHost } from "../../src/host/node/nodeHost.ts";
import { simulateFile } from "../../src/session/index.ts";
import { parseConfig } from "../../src/session/options/run.ts";

/** Settings under which a run takes a moment. */
export const quick = (domains = 3) => parseConfig({ domains, method: "smooth", threads: 1 });

/** A simulated tissue that takes a moment to analyse. */
export async function writeTissue(path: string): Promise<void> {
  await simulateFile(nodeHost, path, { cells: 90, genes: 20, domains: 3, seed: 1 });
}

/** All files below a folder with their bytes, as text of one character a byte. */
export function contentOf(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name));
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, "latin1")]));
}
