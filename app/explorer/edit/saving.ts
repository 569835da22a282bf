import type { Picked } from "../../messages/files.ts";
import { isThere } from "../../state/savingBack.ts";

/** Chromium alone has it. */
type SavePicker = (options: { readonly suggestedName: string }) => Promise<FileSystemFileHandle>;
const picker = (globalThis as { showSaveFilePicker?: SavePicker }).showSaveFilePicker;

/** Whether the user can choose where a file goes, and over which. */
export const canChooseFile = picker !== undefined;

/** A place of the user's choice; undefined where none was chosen. */
export async function chooseFile(suggestedName: string): Promise<FileSystemFileHandle | undefined> {
  return picker?.({ suggestedName }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    throw error;
  });
}

/** Write a file whole: what was there stays until all is written. */
export async function writeChosen(handle: FileSystemFileHandle, content: Blob): Promise<void> {
  await content.stream().pipeTo(await handle.createWritable());
}

/** Save a file where the browser puts downloads. */
export function download(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Whether what was picked can still be read: the browser and the program refuse a file that was written to since. */
export async function isReadable({ files: [first], home }: Picked): Promise<boolean> {
  if (!first) return false;
  if (!(first.file instanceof Blob)) return home === undefined || isThere(home);
  return first.file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
}
