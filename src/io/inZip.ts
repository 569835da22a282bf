import { looksLikeZip, zipFolder } from "./bytes/zipFolder.ts";
import type { FileReader, FolderReader } from "./reader.ts";

/** A reader of folders as one of zip archives that hold such a folder. */
export function inZip(reader: FolderReader): FileReader {
  return {
    ...reader,
    takes: "file",
    async matches(archive, head) {
      return looksLikeZip(head) && (await reader.matches(await zipFolder(archive), head));
    },
    read: async (archive, options, task) => reader.read(await zipFolder(archive), options, task),
    inspect: async (archive) => reader.inspect(await zipFolder(archive)),
  };
}
