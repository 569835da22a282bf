import { browserHost } from "../../src/host/browser/browserHost.ts";
import type { Host } from "../../src/host/host.ts";
import { blobFolder } from "../../src/io/browser/blobSource.ts";
import type { Picked } from "../messages/calls.ts";
import { pageStore } from "./store.ts";

/** Files of the page, beside the folder of its scripts. By the worker's own address: the bundler takes that of a module for a list of files. */
const beside = (name: string) => new URL(`../${name}`, location.href).href;

const assets = {
  resvg: beside("pictures/resvg.wasm"),
  fonts: [beside("pictures/regular.ttf"), beside("pictures/bold.ttf")],
};

/**
 * A host with what the user picked.
 *
 * @param say told how models are trained where they have workers of their own; without it they are trained in this one.
 */
export async function hostWith({ name, files, isFolder }: Picked, say?: (text: string) => void): Promise<Host> {
  const byPath = new Map(files.map(({ path, file }) => [path, file]));
  const given = isFolder ? new Map([[name, blobFolder(name, byPath)]]) : byPath;
  const start = () => new Worker(new URL("./seedWorker.ts", import.meta.url), { type: "module" });
  const seeds = say && { start, say };
  return browserHost({ files: given, store: await pageStore(), assets, ...(seeds ? { seeds } : {}) });
}

export const runsFolder = "/runs";

/** Where the results of an input go: the same folder whenever it is picked again. */
export function folderOf({ name, files }: Picked): string {
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  return `${runsFolder}/${name}-${bytes}`;
}

/** The name of the input whose results go to a folder. */
export const nameIn = (folder: string) => folder.slice(runsFolder.length + 1).replace(/-\d+$/, "");
