import type { Host } from "../../host/host.ts";
import type { Folder, Input, Source } from "../../io/source.ts";

/** Files by the name that the input knows them by. */
export type FilesRead = ReadonlyMap<string, Source>;

/**
 * The same input, which remembers the files whose bytes were asked for.
 *
 * @returns the input to read, and what was read of it so far; a file that was given is always among it.
 */
export function watchInput({ paths }: Pick<Host, "paths">, input: Input): { input: Input; read: FilesRead } {
  const read = new Map<string, Source>();
  const watchFile = (file: Source, name: string): Source => {
    const note = () => read.set(name, file);
    const folder = name.split("/").slice(0, -1);
    const { gunzip } = file;
    const noting = gunzip && {
      gunzip(onPacked?: (bytes: number) => void) {
        note();
        return gunzip(onPacked);
      },
    };
    return {
      ...file,
      ...noting,
      read(offset, length, into) {
        note();
        return file.read(offset, length, into);
      },
      mount() {
        note();
        return file.mount();
      },
      async beside(path) {
        const found = await file.beside(path);
        return found && watchFile(found, [...folder, path].join("/"));
      },
    };
  };
  if (input.kind === "file") {
    const name = paths.basename(input.name);
    read.set(name, input);
    return { input: watchFile(input, name), read };
  }
  const folder: Folder = {
    ...input,
    async open(path) {
      const found = await input.open(path);
      return found && watchFile(found, path);
    },
  };
  return { input: folder, read };
}
