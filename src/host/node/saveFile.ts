import { rmSync } from "node:fs";
import { mkdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { CellScapeError } from "../../core/errors.ts";
import { draftPath } from "../../io/node/drafts.ts";
import { undoOnExit } from "../../io/node/undoOnExit.ts";
import type { Content } from "../host.ts";

/**
 * Write a file whole or not at all: under a temporary name beside it, then renamed. Text may come in pieces.
 *
 * @throws cannot-write naming the path and the reason.
 */
export async function saveFile(path: string, content: Content): Promise<void> {
  const temporary = draftPath(path);
  const ended = undoOnExit(() => rmSync(temporary, { force: true }));
  try {
    await makeFolder(dirname(path));
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw cause instanceof CellScapeError ? cause : cannotWrite(path, cause);
  } finally {
    ended();
  }
}

/**
 * @returns the outermost folder that was made; undefined when all were there.
 * @throws cannot-write when the folder neither is there nor can be made.
 */
export async function makeFolder(path: string): Promise<string | undefined> {
  try {
    return await mkdir(path, { recursive: true });
  } catch (cause) {
    throw cannotWrite(path, cause);
  }
}

/** Remove a file, or a folder that is empty; anything else stays, and nothing is thrown. */
export async function removePath(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => rmdir(path).catch(() => undefined));
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "no permission; choose another folder",
  EPERM: "no permission; choose another folder",
  EROFS: "the disk is read-only; choose another folder",
  ENOSPC: "the disk is full; free some space or choose another folder",
  EEXIST: "a file of that name is in the way; choose another folder",
  ENOTDIR: "a file of that name is in the way; choose another folder",
  ENOENT: "there is no such place; choose another folder",
  EISDIR: "a folder of that name is in the way; choose another folder",
  EDQUOT: "the disk quota is used up; free some space or choose another folder",
  ENAMETOOLONG: "the name is too long; choose another folder",
};

/** Why a path cannot be written, in words. */
export function cannotWrite(path: string, cause: unknown): CellScapeError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return new CellScapeError("cannot-write", `${path}: cannot write: ${reasons[code] ?? String(cause)}`, { cause });
}
