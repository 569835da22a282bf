import { constants, realpathSync, rmdirSync } from "node:fs";
import { access, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { removeDraftsBelow } from "../../io/node/drafts.ts";
import { undoOnExit } from "../../io/node/undoOnExit.ts";
import { expectApart } from "../expectApart.ts";
import { lockFolder } from "./folderLock.ts";
import { cannotWrite, makeFolder } from "./saveFile.ts";

/**
 * Make the folder that results go to, so that one that cannot be written is known before the work and not after it, and
 * keep it for this run: what another run wrote at the same time would lie beside its results.
 *
 * @param inputs paths of the inputs, none of which the result may replace.
 * @param result name of the file that could replace one.
 * @returns a function to call when the work has ended: it gives the folder back, and removes what was made here and is
 * still empty.
 * @throws bad-option when the result would be the input or lie among its files, or another run writes to the folder;
 * cannot-write when the folder cannot be made or written to.
 */
export async function lockOutputFolder(
  out: string,
  inputs: readonly string[],
  result = "result.h5ad",
): Promise<() => void> {
  await expectApart(out, join(out, result), inputs, placeOf);
  const first = await makeFolder(out);
  await access(out, constants.W_OK).catch((cause: unknown) => {
    throw cannotWrite(out, cause);
  });
  const unlock = await lockFolder(out);
  await removeDraftsBelow(out);
  const undo = () => {
    unlock();
    if (first !== undefined) removeEmpty(out, first);
  };
  const ended = undoOnExit(undo);
  return () => {
    ended();
    undo();
  };
}

/** A path without links, so that one file has one name; the path itself when nothing is there. */
function placeOf(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

/** Remove `folder` and the folders around it up to `first`, and stop at one that is not empty. */
function removeEmpty(folder: string, first: string): void {
  try {
    const last = realpathSync(first);
    for (let path = realpathSync(folder); path.length >= last.length; path = dirname(path)) rmdirSync(path);
  } catch {
    // Not empty, or gone already.
  }
}
