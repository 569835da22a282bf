import { CellScapeError } from "../../src/core/errors.ts";
import type { ServedFile } from "../../src/host/servedSession.ts";
import { blobSource } from "../../src/io/browser/blobSource.ts";
import { rangeSource } from "../../src/io/browser/rangeSource.ts";
import { type Place, sourceFolder } from "../../src/io/browser/sourceFolder.ts";
import type { Input, Source } from "../../src/io/source.ts";
import type { Picked } from "../messages/files.ts";

/** What the user picked, as readers take it: files of the page, or of the program that serves it. */
export function inputOf({ name, files, isFolder }: Picked): Input {
  if (isFolder) return sourceFolder(name, new Map(files.map(({ path, file }) => [path, file])), sourceOf);
  const [only] = files;
  if (!only) throw new CellScapeError("bad-file", `${name}: expected a file, got none`);
  return sourceOf(only.file, name);
}

function sourceOf(file: Blob | ServedFile, name: string, place?: Place): Source {
  return file instanceof Blob ? blobSource(file, name, place) : rangeSource(file, name, place);
}
