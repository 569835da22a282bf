import { CellScapeError } from "../../core/errors.ts";

/** More names than this in one folder are refused: no format that is read here comes near. */
export const MOST_NAMES = 200_000;

/**
 * Refuse a path that is not plainly inside its folder: absolute, with `..`, empty parts or backslashes. Such paths come
 * from file contents (keys of a store, names in an archive), never from a user.
 *
 * @throws bad-file naming the folder and the path.
 */
export function expectInner(folder: string, path: string): void {
  const parts = path.split("/");
  const wrong = parts.some((part) => part === "" || part === "." || part === "..") || /[\\\0]/.test(path);
  if (!wrong) return;
  throw new CellScapeError("bad-file", `${folder}: expected a path inside the folder, got ${JSON.stringify(path)}`);
}

/** The error for a folder with too many names in it. */
export function tooManyNames(folder: string): CellScapeError {
  return new CellScapeError("bad-file", `${folder}: expected at most ${MOST_NAMES} names in a folder, got more`);
}
