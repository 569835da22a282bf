import { CellScapeError } from "../core/errors.ts";
import type { Reader } from "./reader.ts";
import { readers } from "./readers.ts";

/** Readers that the program registered, the latest first. */
const registered: Reader[] = [];

/**
 * Every reader in the order in which they are tried: by rank, lower ranks first (see `Reader.rank`). Of one rank, those that
 * the program registered come before those built in, the latest first.
 */
export function registeredReaders(): readonly Reader[] {
  return [...registered, ...readers].sort((a, b) => rankOf(a) - rankOf(b));
}

/**
 * Make one more format known to `openDataset` and to all that reads through it, such as a run.
 *
 * @returns a function that removes the reader again.
 * @throws bad-option when there is a reader of files, or of folders, of this format already.
 */
export function registerReader(reader: Reader): () => void {
  if (registeredReaders().some(({ format, takes }) => format === reader.format && takes === reader.takes)) {
    throw new CellScapeError(
      "bad-option",
      `registerReader: expected a new format, got ${reader.format}, which has a reader; give it another name`,
    );
  }
  registered.unshift(reader);
  return () => {
    const at = registered.indexOf(reader);
    if (at >= 0) registered.splice(at, 1);
  };
}

const rankOf = ({ rank = 0 }: Reader) => rank;
