import { rmSync } from "node:fs";
import { mkdir, rename, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
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
export async function makeFolder(path: string, flag = "--out"): Promise<string | undefined> {
  try {
    return await mkdirs(path);
  } catch (cause) {
    throw cannotWrite(path, cause, flag);
  }
}

/** As `mkdir` with `recursive`, which never ends below a folder that takes no entries, such as /proc. */
async function mkdirs(path: string): Promise<string | undefined> {
  const missing: string[] = [];
  for (let at = resolve(path); ; at = dirname(at)) {
    const there = await stat(at).catch(() => undefined);
    if (there || dirname(at) === at) break;
    missing.unshift(at);
  }
  if (missing.length === 0) return (await stat(path)).isDirectory() ? undefined : mkdir(path).then(() => path);
  for (const at of missing) {
    await mkdir(at).catch(async (cause: unknown) => {
      const made = await stat(at).catch(() => undefined);
      if (!made?.isDirectory()) throw cause;
    });
  }
  return missing[0];
}

/** Remove a file, or a folder that is empty; anything else stays, and nothing is thrown. */
export async function removePath(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => rmdir(path).catch(() => undefined));
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "no permission; choose another",
  EPERM: "no permission; choose another",
  EROFS: "the disk is read-only; choose another",
  ENOSPC: "the disk is full; free some space or choose another",
  EEXIST: "a file of that name is in the way; choose another",
  ENOTDIR: "a file of that name is in the way; choose another",
  ENOENT: "there is no such place; choose another",
  EISDIR: "a folder of that name is in the way; choose another",
  EDQUOT: "the disk quota is used up; free some space or choose another",
  ENAMETOOLONG: "the name is too long; choose another",
};

/** Why a path cannot be written, in words, with the option that names the place. */
export function cannotWrite(path: string, cause: unknown, flag = "--out"): CellScapeError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return new CellScapeError(
    "cannot-write",
    `${path}: cannot write: ${code in reasons ? `${reasons[code]} ${flag}` : String(cause)}`,
    { cause },
  );
}
