import { rmSync } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { draftPath } from "../../../io/node/drafts.ts";
import { undoOnExit } from "../../../io/node/undoOnExit.ts";
import type { SharedFile } from "./sharedFiles.ts";

/**
 * Put content in the place of a file: as a draft beside it that takes its name when it is whole and on the disk, so that a
 * crash leaves the file as it was.
 *
 * @param expected digest of the file that was read.
 * @returns false where the file is another one by now; nothing was written then.
 */
export async function replaceFile(
  file: SharedFile,
  expected: string,
  content: AsyncIterable<Uint8Array>,
): Promise<boolean> {
  if ((await file.digest()) !== expected) return false;
  const draft = draftPath(file.path);
  const ended = undoOnExit(() => rmSync(draft, { force: true }));
  try {
    const handle = await open(draft, "wx");
    try {
      await handle.chmod((await stat(file.path)).mode & 0o7777);
      for await (const piece of content) await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // Again: another program may have written while the content came.
    if ((await file.digest()) !== expected) return false;
    await rename(draft, file.path);
    return true;
  } finally {
    await rm(draft, { force: true });
    ended();
  }
}
