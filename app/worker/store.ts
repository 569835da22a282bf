import { type FileStore, memoryStore } from "../../src/host/browser/fileStore.ts";
import { opfsStore } from "../../src/host/browser/opfsStore.ts";

let store: Promise<FileStore> | undefined;

/** Where results and unfinished work go: files of this browser, or the memory of the page where a private window refuses them. */
export function pageStore(): Promise<FileStore> {
  store ??= open();
  return store;
}

/** Whether they outlive the page. */
export const isLasting = async () => (await pageStore()).draft !== undefined;

async function open(): Promise<FileStore> {
  try {
    const root = await navigator.storage.getDirectory();
    return opfsStore(await root.getDirectoryHandle("cellscape", { create: true }));
  } catch {
    return memoryStore();
  }
}
