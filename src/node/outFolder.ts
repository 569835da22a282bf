import { access, constants, realpath, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CellScapeError } from "../errors.ts";
import { cannotWrite, makeFolder } from "./saveFile.ts";

/**
 * Make the folder that results go to, and learn before the work, not after it, that it cannot be written.
 *
 * @param input path of the input, which no result may replace.
 * @returns a function that takes away what was made, as far as it is empty.
 * @throws bad-option when the result would be the input; cannot-write when the folder cannot be made or written to.
 */
export async function claimFolder(out: string, input: string): Promise<() => Promise<void>> {
  const result = join(out, "result.h5ad");
  if ((await placeOf(result)) === (await placeOf(input))) {
    const way = "choose another --out";
    throw new CellScapeError(
      "bad-option",
      `--out ${out}: expected a folder whose result.h5ad is not the input ${input}; ${way}`,
    );
  }
  const first = await makeFolder(out);
  await access(out, constants.W_OK).catch((cause: unknown) => {
    throw cannotWrite(out, cause);
  });
  return () => (first === undefined ? Promise.resolve() : removeEmpty(out, first));
}

/** A path without links, so that one file has one name; the path itself when nothing is there. */
function placeOf(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

/** Remove `folder` and the folders around it up to `first`, and stop at one that is not empty. */
async function removeEmpty(folder: string, first: string): Promise<void> {
  const last = await placeOf(first);
  for (let path = await placeOf(folder); path.length >= last.length; path = dirname(path)) {
    try {
      await rmdir(path);
    } catch {
      return;
    }
  }
}
