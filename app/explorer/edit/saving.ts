import type { Home } from "../../messages/calls.ts";

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

/**
 * Put a file in the place of the one that `cellscape view --edit` gave.
 *
 * @returns the place with the digest of what is there now.
 * @throws where the file was changed by another program since it was read.
 */
export async function replaceServed({ address, tag }: Home, content: Blob): Promise<Home> {
  const response = await fetch(`.${address}`, { method: "PUT", headers: { "if-match": tag }, body: content });
  if (response.ok) return { address, tag: response.headers.get("etag") ?? tag };
  const changed = response.status === 412;
  const got = changed ? "one that another program changed" : `an error of the program (${response.status})`;
  throw new Error(`expected the file as it was read, got ${got}; save a copy instead`);
}

/** Whether a file can still be read: the browser refuses one that was written to since it was picked. */
export async function isReadable(file: Blob): Promise<boolean> {
  return file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
}
