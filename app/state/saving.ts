import type { ResultFile } from "../messages/files.ts";
import { readings } from "./workers.ts";

/** Chromium alone has it. */
type FolderPicker = (options: { readonly mode: "readwrite" }) => Promise<FileSystemDirectoryHandle>;
const picker = (globalThis as { showDirectoryPicker?: FolderPicker }).showDirectoryPicker;

export const canSaveFolder = picker !== undefined;

/** Write files into a folder that the user chooses. Nothing is written where none is chosen. */
export async function saveFolder(files: readonly ResultFile[]): Promise<void> {
  const root = await picker?.({ mode: "readwrite" }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    throw error;
  });
  if (!root) return;
  for (const { name, content } of files) {
    const parts = name.split("/");
    const last = parts.pop() ?? name;
    let folder = root;
    for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
    const file = await folder.getFileHandle(last, { create: true });
    await content.stream().pipeTo(await file.createWritable());
  }
}

/** Save files as one archive. */
export async function saveZip(files: readonly ResultFile[], name: string): Promise<void> {
  const address = URL.createObjectURL(await readings().call("zip", files));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
