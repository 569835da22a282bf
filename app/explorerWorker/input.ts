import { CellScapeError } from "../../src/core/errors.ts";
import { blobFolder, blobSource } from "../../src/io/browser/blobSource.ts";
import type { Input } from "../../src/io/source.ts";
import type { Picked } from "../messages/calls.ts";

/** What the user picked, as readers take it. */
export function inputOf({ name, files, isFolder }: Picked): Input {
  if (isFolder) return blobFolder(name, new Map(files.map(({ path, file }) => [path, file])));
  const [only] = files;
  if (!only) throw new CellScapeError("bad-file", `${name}: expected a file, got none`);
  return blobSource(only.file, name);
}
