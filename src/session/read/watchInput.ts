import { CellScapeError } from "../../core/errors.ts";
import type { Host } from "../../host/host.ts";
import type { Folder, Input, Source } from "../../io/source.ts";

/** Files by their names in the input. */
export type FilesRead = ReadonlyMap<string, Source>;

export interface WatchedInput {
  /** The input to read. */
  readonly input: Input;
  /** What was read of it so far; a file that was given is always among it. */
  readonly read: FilesRead;
  /** @throws bad-file when a file that was read has been written to or replaced since. */
  expectUnchanged(): Promise<void>;
}

/** The same input, which remembers the files whose bytes were requested, and what they were then. */
export async function watchInput({ paths }: Pick<Host, "paths">, input: Input): Promise<WatchedInput> {
  const read = new Map<string, Source>();
  const versions = new Map<string, string | undefined>();
  const opened = async (file: Source, name: string) => {
    if (!versions.has(name)) versions.set(name, await file.version?.());
    return watchFile(file, name);
  };
  const expectUnchanged = async () => {
    for (const [name, file] of read) {
      if ((await file.version?.()) === versions.get(name)) continue;
      const expected = "a file that stays as it is while it is read";
      throw new CellScapeError("bad-file", `${file.name}: expected ${expected}, got one that changed; start again`);
    }
  };
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
        return found && opened(found, [...folder, path].join("/"));
      },
    };
  };
  if (input.kind === "file") {
    const name = paths.basename(input.name);
    read.set(name, input);
    return { input: await opened(input, name), read, expectUnchanged };
  }
  const folder: Folder = {
    ...input,
    async open(path) {
      const found = await input.open(path);
      return found && opened(found, path);
    },
  };
  return { input: folder, read, expectUnchanged };
}
