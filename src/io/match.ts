import type { FileReader, FolderReader } from "./reader.ts";
import { registeredReaders } from "./registry.ts";
import type { Folder, Source } from "./source.ts";

/** First bytes by which a file is recognised. */
const HEAD = 512;

/** The first bytes of a file, as readers are given them. */
export function headOf(file: Source): Promise<Uint8Array> {
  return file.read(0, HEAD);
}

/** The first reader that a file matches; undefined when there is none. */
export async function fileReader(file: Source, head: Uint8Array): Promise<FileReader | undefined> {
  for (const reader of registeredReaders()) {
    if (reader.takes === "file" && (await reader.matches(file, head))) return reader;
  }
  return undefined;
}

/** The first reader that a folder matches; undefined when there is none. */
export async function folderReader(folder: Folder): Promise<FolderReader | undefined> {
  for (const reader of registeredReaders()) {
    if (reader.takes === "folder" && (await reader.matches(folder, new Uint8Array(0)))) return reader;
  }
  return undefined;
}

/** The format of a file by itself; undefined when no reader takes it. */
export async function fileFormat(file: Source): Promise<string | undefined> {
  return file.size === 0 ? undefined : (await fileReader(file, await headOf(file)))?.format;
}

/** The format of a folder by itself; undefined when no reader takes it. */
export async function folderFormat(folder: Folder): Promise<string | undefined> {
  return (await folderReader(folder))?.format;
}
