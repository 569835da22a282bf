import { browserFiles } from "../../src/host/browser/browserFiles.ts";
import { memoryStore } from "../../src/host/browser/fileStore.ts";
import { posixPaths } from "../../src/host/browser/posixPaths.ts";
import type { Host } from "../../src/host/host.ts";
import { nodeHost } from "../../src/host/node/nodeHost.ts";

/** Node's host, whose files lie in memory. */
export function memoryHost(files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>> = {}): Host {
  const given = new Map(Object.entries(files).map(([path, content]) => [path, new Blob([content])]));
  return { ...nodeHost, paths: posixPaths, files: browserFiles(given, memoryStore()) };
}

/** The text of a file that was written. */
export async function textAt({ files }: Pick<Host, "files">, path: string): Promise<string> {
  const source = await files.openFile(path);
  return new TextDecoder().decode(await source.read(0, source.size));
}
